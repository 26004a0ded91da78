// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How often each class was predicted and true, each row with its weight.</summary>
/// <param name="Predicted">What the rows count that each class is predicted for.</param>
/// <param name="True">What the rows count that have each class.</param>
/// <param name="Right">What the rows count whose class is predicted right.</param>
internal sealed record ClassTally(double[] Predicted, double[] True, double Right)
{
    /// <summary>What all rows count.</summary>
    public double All => True.Sum();

    public static ClassTally Of(ValidationScores scores)
    {
        var tallies = scores.Columns.Select(scores.Count).ToList();
        return new(
            [.. tallies.Select(tally => tally.Hits + tally.FalseAlarms)],
            [.. tallies.Select(tally => tally.Hits + tally.Misses)],
            tallies.Sum(tally => tally.Hits));
    }
}
