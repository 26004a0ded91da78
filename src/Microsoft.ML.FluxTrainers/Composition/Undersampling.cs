// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="Balancing.Undersample"/>.</summary>
public sealed record Undersampling : Balancing
{
    /// <summary>The rows of the rarest class divided by those of each other one, at least; above 0, at most 1. Default 1.</summary>
    public double Ratio { get; init => field = BalancingRule.Ratio(value); } = 1;

    internal override int Wanted(int count, int rarest, int mostFrequent) => (int)Math.Min(count, Math.Round(rarest / Ratio));
}
