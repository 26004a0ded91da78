// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="Balancing.Oversample"/>.</summary>
/// <remarks>Each row of a class is repeated equally often, up to one; which rows are repeated once more is drawn without replacement.</remarks>
public sealed record Oversampling : Balancing
{
    /// <summary>The rows of each class divided by those of the most frequent one, at least; above 0, at most 1. Default 1.</summary>
    public double Ratio { get; init => field = BalancingRule.Ratio(value); } = 1;

    internal override int Wanted(int count, int rarest, int mostFrequent) => Math.Max(count, (int)Math.Round(Ratio * mostFrequent));
}
