// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The plain mean of the weights at the ends of the last epochs.</summary>
/// <param name="FromEpoch">The first epoch whose weights count, at least 1.</param>
/// <remarks>Until then the network has its own weights. Izmailov and others (2018), "Averaging Weights Leads to Wider Optima and Better Generalization";
/// torch.optim.swa_utils. Beside it, use a rate that stays high enough: none that falls to 0.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The epoch is below 1.</exception>
public sealed record StochasticWeightAveraging(int FromEpoch) : WeightAveraging
{
    /// <summary>The first epoch whose weights count, at least 1.</summary>
    public int FromEpoch { get; init => field = Guard.Positive(value); } = Guard.Positive(FromEpoch);

    internal override double ShareOfEpoch(int epoch, long count) => epoch >= FromEpoch ? 1.0 / count : 0;
}
