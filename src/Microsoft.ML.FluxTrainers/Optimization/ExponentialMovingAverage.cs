// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The running mean of the weights after each update, in which older ones count less and less.</summary>
/// <param name="Decay">How much an update counts beside the next one, from 0 to below 1. Default 0.999.</param>
/// <remarks>
/// After update t the mean is the sum over i of Decay^(t - i) * w(i), divided by the sum of those factors: the bias towards a start at 0 is taken out as in Adam,
/// so initial weights do not count, and while t is far below 1 / (1 - Decay) it is nearly the plain mean of all updates. Polyak and Juditsky (1992), "Acceleration
/// of Stochastic Approximation by Averaging".
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The decay is not from 0 to below 1.</exception>
public sealed record ExponentialMovingAverage(double Decay = 0.999) : WeightAveraging
{
    /// <summary>How much an update counts beside the next one, from 0 to below 1. Default 0.999.</summary>
    public double Decay { get; init => field = Guard.BelowOne(value); } = Guard.BelowOne(Decay);

    // The sum over i <= t of Decay^(t - i) is (1 - Decay^t) / (1 - Decay).
    internal override double ShareOfStep(long count) => (1 - Decay) / (1 - Math.Pow(Decay, count));
}
