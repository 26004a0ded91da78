// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Splits the rows into parts of equal size, each with its share of each class; tests on each, trained on all others.</summary>
/// <param name="Folds">The number of parts, at least 2. Default 5.</param>
/// <remarks>The sizes of two parts differ by one row at most, and so do the numbers of rows of a class. What the classes are called does not matter. Without shuffling
/// the parts are those of MLJ's StratifiedCV.</remarks>
public sealed record StratifiedKFold(int Folds = 5) : Resampling
{
    /// <summary>The number of parts, at least 2. Default 5.</summary>
    public int Folds { get; init => field = Guard.AtLeast(2, value); } = Guard.AtLeast(2, Folds);

    /// <summary>The column of classes: keys, texts, Booleans or others with few values. Default "Label".</summary>
    public string LabelColumnName { get; init => field = Guard.NotEmpty(value); } = "Label";

    /// <summary>Whether the parts are drawn at random; else rows are dealt out in their order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    internal override bool IsRandom => Shuffle;

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0)
    {
        ResampledRows.RequireAtLeast(Folds, rows.Count, "rows", this);
        var order = rows.Order(Shuffle, streams, repeat);
        var dealt = Strata.Deal(order, rows.Codes(LabelColumnName), Folds);
        var foldOf = new int[rows.Count];
        for (var place = 0; place < order.Length; place++)
        {
            foldOf[order[place]] = dealt[place];
        }

        return FoldRows.ByFold(foldOf, Folds, repeat);
    }
}
