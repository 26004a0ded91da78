// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The distance between prediction and target: the prediction aims at the median, and outliers count less.</summary>
/// <remarks>As torch.nn.L1Loss. With several targets, the mean over them.</remarks>
public sealed record MeanAbsoluteError : Loss
{
    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.None;

    internal override DenseLoss Managed => new AbsoluteLoss();

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        return torch.nn.functional.l1_loss(outputs, targets, torch.nn.Reduction.None).MeanOfTargets().MoveToOuterDisposeScope();
    }
}
