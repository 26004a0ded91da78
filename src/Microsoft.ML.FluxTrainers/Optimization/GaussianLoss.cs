// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The likelihood of a normal distribution whose mean and standard deviation both depend on the row: predictions that say how
/// sure they are.</summary>
/// <param name="MinimumDeviation">What is added to every standard deviation, in units of the target (of its standard deviation,
/// where the target is standardized), greater than 0: it keeps the loss bounded where rows can be met exactly. Default 0.001.</param>
/// <remarks>
/// The network has two outputs a target, m and s. The mean is m, the standard deviation d = log(1 + exp(s)) + MinimumDeviation:
/// softplus and not exp, so that one large step of s cannot make d astronomic (Lakshminarayanan, Pritzel and Blundell 2017,
/// "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles", section 2.2.1, who do so with the variance). The
/// loss is log d + ((y - m) / d)^2 / 2, minus the logarithm of the density without the constant log(2 pi) / 2: as
/// torch.nn.GaussianNLLLoss of the variance d^2. It may be negative. With several targets, the mean over them.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The minimum is not a finite number greater than 0.</exception>
public sealed record GaussianLoss(double MinimumDeviation = 1e-3) : Loss
{
    /// <summary>What is added to every standard deviation, greater than 0. Default 0.001.</summary>
    public double MinimumDeviation { get; init => field = Guard.Positive(value); } = Guard.Positive(MinimumDeviation);

    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.None;

    internal override int OutputsPerTarget => 2;

    internal override DenseLoss Managed => new NormalLoss(MinimumDeviation);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        using Scalar least = MinimumDeviation; // held until the calls are done, for which TorchSharp does not care
        using Scalar half = 0.5;
        var pairs = outputs.reshape(targets.shape[0], targets.shape[1], 2);
        var deviation = torch.nn.functional.softplus(pairs.select(2, 1)) + least;
        var distance = (targets - pairs.select(2, 0)) / deviation;
        return (deviation.log() + (distance * distance * half)).MeanOfTargets().MoveToOuterDisposeScope();
    }
}
