// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>For numbers that are often exactly 0 and else above 0, such as claims or rain: Tweedie's compound Poisson and gamma
/// distribution.</summary>
/// <param name="Power">The variance is proportional to the mean to this power; between 1 (Poisson) and 2 (gamma), both excluded.
/// Default 1.5.</param>
/// <remarks>
/// The output o is the logarithm of the mean (a log link), so predictions exp(o) are above 0. With power p and target y,
/// exp((2 - p) o) / (2 - p) - y exp((1 - p) o) / (1 - p): half the deviance (Jorgensen 1987, "Exponential Dispersion Models")
/// without the part that does not depend on the network. With several targets, the mean over them.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The power is not between 1 and 2.</exception>
public sealed record TweedieLoss(double Power = 1.5) : Loss
{
    /// <summary>The power of the mean that the variance is proportional to, between 1 and 2, both excluded. Default 1.5.</summary>
    public double Power { get; init => field = Guard.Between(1, 2, value); } = Guard.Between(1, 2, Power);

    internal override TargetType TargetType => TargetType.Number;

    internal override OutputActivation OutputActivation => OutputActivation.Exp;

    internal override DenseLoss Managed => new LogLinkLoss(Power);

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        using var scope = torch.NewDisposeScope();
        using Scalar first = 1 - Power; // held until the calls are done, for which TorchSharp does not care
        using Scalar second = 2 - Power;
        var mean = (outputs * second).exp() / second;
        var fit = targets * (outputs * first).exp() / first;
        return (mean - fit).MeanOfTargets().MoveToOuterDisposeScope();
    }
}
