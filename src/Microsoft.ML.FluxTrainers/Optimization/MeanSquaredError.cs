// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The square of the distance between prediction and target: the prediction aims at the mean.</summary>
/// <remarks>As torch.nn.MSELoss. With several targets, the mean over them.</remarks>
public sealed record MeanSquaredError : Loss
{
    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.None;

    internal override DenseLoss Managed => new ResidualLoss(double.PositiveInfinity, 2);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        return torch.nn.functional.mse_loss(outputs, targets, torch.nn.Reduction.None).MeanOfTargets().MoveToOuterDisposeScope();
    }
}
