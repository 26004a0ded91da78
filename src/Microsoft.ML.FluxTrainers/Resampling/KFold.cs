// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Splits the rows into parts of equal size (the first ones have one row more where the number does not divide); tests on each, trained on all others.</summary>
/// <param name="Folds">The number of parts, at least 2. Default 5.</param>
public sealed record KFold(int Folds = 5) : Resampling
{
    /// <summary>The number of parts, at least 2. Default 5.</summary>
    public int Folds { get; init => field = Guard.AtLeast(2, value); } = Guard.AtLeast(2, Folds);

    /// <summary>Whether the parts are drawn at random; else they are stretches of the data. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    internal override bool IsRandom => Shuffle;

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0)
    {
        ResampledRows.RequireAtLeast(Folds, rows.Count, "rows", this);
        var order = rows.Order(Shuffle, streams, repeat);
        var (size, larger) = Math.DivRem(rows.Count, Folds);
        var foldOf = new int[rows.Count];
        for (var place = 0; place < order.Length; place++)
        {
            foldOf[order[place]] = place < larger * (size + 1) ? place / (size + 1) : (place - larger) / size;
        }

        return FoldRows.ByFold(foldOf, Folds, repeat);
    }
}
