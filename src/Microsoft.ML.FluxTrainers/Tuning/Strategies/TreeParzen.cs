// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Points that look like good ones so far and unlike the others: the tree-structured Parzen estimator.</summary>
/// <remarks>
/// The first trials are random. Then, for each range that counts, the values of the best trials make one density and those of the others a second; of some values drawn from the
/// first the one is taken at which the first is highest beside the second. Bergstra, Bardenet, Bengio and Kégl (2011), "Algorithms for Hyper-Parameter Optimization", NIPS 24; the
/// densities' widths are those of its authors' program. 50 trials where no number is given and there is no time limit.
/// </remarks>
public sealed record TreeParzen : SearchStrategy
{
    /// <summary>How many trials are random at first, at least 1. Default 20.</summary>
    public int RandomTrials { get; init => field = Guard.Positive(value); } = 20;

    /// <summary>The share of the root of the number of trials that is called good, above 0: of N trials the best Threshold·√N, rounded up, at most
    /// <see cref="Forgetting"/>. Default 0.25.</summary>
    public double Threshold { get; init => field = Guard.Positive(value); } = 0.25;

    /// <summary>How many values are drawn for each range and trial, at least 1. Default 24.</summary>
    public int Draws { get; init => field = Guard.Positive(value); } = 24;

    /// <summary>How many trials count in full, the latest ones; older ones count less and less. At least 1. Default 25.</summary>
    public int Forgetting { get; init => field = Guard.Positive(value); } = 25;

    /// <summary>How much the range itself counts beside the trials, above 0. Default 1.</summary>
    public double PriorWeight { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>How many trials are chosen before any of them has a result, at least 1: as many can be made at once. More give a worse search. Default 1.</summary>
    public int RoundSize { get; init => field = Guard.Positive(value); } = 1;

    internal override int? DefaultTrials => 50;

    internal override bool BeginsAlike => true;

    internal override SearchPlan Begin(SearchSetting setting) => new TreeParzenPlan(this, setting);
}
