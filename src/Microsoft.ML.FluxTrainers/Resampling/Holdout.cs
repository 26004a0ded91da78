// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains on a share of the rows, once, and tests on the others.</summary>
/// <param name="TrainFraction">The share to train on, between 0 and 1, rounded to whole rows, half a row to one. Default 0.7.</param>
public sealed record Holdout(double TrainFraction = 0.7) : Resampling
{
    /// <summary>The share to train on, between 0 and 1, rounded to whole rows, half a row to one. Default 0.7.</summary>
    public double TrainFraction { get; init => field = Guard.Between(0, 1, value); } = Guard.Between(0, 1, TrainFraction);

    /// <summary>A column of classes, each of which is split by that share too; or null. Default null.</summary>
    public string? StratifyColumnName { get; init => field = value is null ? null : Guard.NotEmpty(value); }

    /// <summary>Whether rows are drawn at random; else the first ones (of each class) are trained on. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    internal override bool IsRandom => Shuffle;

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0)
    {
        ResampledRows.RequireAtLeast(2, rows.Count, "rows", this);
        var order = rows.Order(Shuffle, streams, repeat);
        var isTrain = StratifyColumnName is null
            ? [.. Enumerable.Range(0, rows.Count).Select(place => place < Strata.RowsOf(TrainFraction, rows.Count))]
            : Strata.Cut(order, rows.Codes(StratifyColumnName), TrainFraction);
        var train = RowNumbers.Of(order.Where((_, place) => isTrain[place]));
        return train.Count > 0 && train.Count < rows.Count
            ? [new FoldRows(train, RowNumbers.Of(order.Where((_, place) => !isTrain[place])), repeat)]
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"{this} leaves no row to {(train.Count == 0 ? "train" : "test")} on: the data has {rows.Count} rows."));
    }
}
