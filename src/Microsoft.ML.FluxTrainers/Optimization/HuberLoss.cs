// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Squares for small distances r between prediction and target, absolute values for large ones.</summary>
/// <param name="Delta">Where the one becomes the other, in units of the target (of its standard deviation, where the target is
/// standardized), greater than 0. Default 1.</param>
/// <remarks>r^2 / 2 up to delta, delta (|r| - delta / 2) beyond. Huber (1964), "Robust Estimation of a Location Parameter"; as
/// torch.nn.HuberLoss. With several targets, the mean over them.</remarks>
/// <exception cref="ArgumentOutOfRangeException">Delta is not a finite number greater than 0.</exception>
public sealed record HuberLoss(double Delta = 1) : Loss
{
    /// <summary>Where squares become absolute values, greater than 0. Default 1.</summary>
    public double Delta { get; init => field = Guard.Positive(value); } = Guard.Positive(Delta);

    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.None;

    internal override DenseLoss Managed => new ResidualLoss(Delta, 1);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        var distance = (outputs - targets).abs();
        var near = distance.clamp(max: Delta);
        return ((near * near * 0.5) + ((distance - near) * Delta)).MeanOfTargets().MoveToOuterDisposeScope();
    }
}
