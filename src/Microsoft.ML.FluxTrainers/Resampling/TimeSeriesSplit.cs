// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>For rows in the order of time: tests on one stretch after the other, each time trained on rows before it only.</summary>
/// <param name="Folds">The number of stretches that are tested on, at least 1. Default 5.</param>
/// <remarks>The rows are cut into one stretch more than folds, all of the same length but the first, which has the remainder too; the first is never tested on. This is
/// MLJ's TimeSeriesCV, and scikit-learn's TimeSeriesSplit.</remarks>
public sealed record TimeSeriesSplit(int Folds = 5) : Resampling
{
    /// <summary>The number of stretches that are tested on, at least 1. Default 5.</summary>
    public int Folds { get; init => field = Guard.Positive(value); } = Guard.Positive(Folds);

    /// <summary>How many rows just before the tested ones are left out, since what they tell is not yet known then. Default 0.</summary>
    public int Gap { get; init => field = Guard.NotNegative(value); }

    /// <summary>Trains on the last so many rows only, a window that slides; or null to train on all rows before. Default null.</summary>
    public int? MaxTrainRows { get; init => field = value is { } rows ? Guard.Positive(rows) : null; }

    internal override bool IsRandom => false;

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0)
    {
        ResampledRows.RequireAtLeast(Folds + 1L, rows.Count, "rows", this);
        var size = rows.Count / (Folds + 1);
        var first = rows.Count - (size * Folds);
        ResampledRows.RequireAtLeast(Gap + 1L, first, "rows before the first tested one", this);
        return Enumerable.Range(0, Folds).Select(fold =>
        {
            var test = first + (fold * size);
            var train = Math.Max(0, test - Gap - (MaxTrainRows ?? test));
            return new FoldRows(RowNumbers.Range(train, test - Gap), RowNumbers.Range(test, test + size), repeat);
        });
    }
}
