// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Minus the logarithm of the probability that softmax gives to a row's class.</summary>
/// <param name="LabelSmoothing">
/// The share of a row's target that is spread evenly over all classes, from 0 to 1. Default 0: all of it on the row's class.
/// </param>
/// <remarks>As torch.nn.CrossEntropyLoss; smoothing as in Szegedy and others (2016), "Rethinking the Inception Architecture for
/// Computer Vision", section 7.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The smoothing is not between 0 and 1.</exception>
public sealed record CrossEntropy(double LabelSmoothing = 0) : Loss
{
    /// <summary>The share of a row's target that is spread evenly over all classes, from 0 to 1. Default 0.</summary>
    public double LabelSmoothing { get; init => field = Guard.InUnitInterval(value); } = Guard.InUnitInterval(LabelSmoothing);

    internal override TargetType TargetType => TargetType.ClassIndex;

    internal override OutputActivation OutputActivation => OutputActivation.Softmax;

    internal override DenseLoss Managed => new SoftmaxLoss(LabelSmoothing);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets) =>
        torch.nn.functional.cross_entropy(
            outputs, targets, reduction: torch.nn.Reduction.None, label_smoothing: LabelSmoothing);
}
