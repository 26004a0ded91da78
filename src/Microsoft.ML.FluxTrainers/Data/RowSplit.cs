// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which of the training rows are held out for validation.</summary>
/// <param name="Fraction">The share of the rows, at least 0 and below 1, rounded to whole rows; to within one row, that of each class too where the label has classes.</param>
/// <param name="Random">Draws the rows of the fraction.</param>
internal sealed record RowSplit(double Fraction, RandomStream Random)
{
    /// <summary>Holds out nothing.</summary>
    public static RowSplit None { get; } = new(0, new RandomStream(0));

    /// <summary>The rows that are held out, in the order of the data.</summary>
    /// <param name="targets">The class of each row where there are classes.</param>
    /// <param name="classCount">The number of classes, or 0.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="InvalidOperationException">The fraction leaves no row to validate on or none to train on.</exception>
    public int[] Draw(IReadOnlyList<float> targets, int classCount, int rows)
    {
        int Group(int row) => classCount > 0 ? (int)targets[row] : 0;
        var ends = new int[Math.Max(classCount, 1)];
        for (var row = 0; row < rows; row++)
        {
            ends[Group(row)]++;
        }

        for (int group = 0, start = 0; group < ends.Length; group++)
        {
            (ends[group], start) = (start, start + ends[group]);
        }

        var members = new int[rows]; // one group after the other, in the order of the data
        for (var row = 0; row < rows; row++)
        {
            members[ends[Group(row)]++] = row;
        }

        var held = new List<int>();
        for (int group = 0, start = 0; group < ends.Length; start = ends[group++])
        {
            var all = members.AsSpan(start, ends[group] - start);
            Random.Shuffle(all);
            held.AddRange(all[..(Held(ends[group]) - Held(start))]);
        }

        held.Sort();
        return held.Count > 0 && held.Count < rows
            ? [.. held]
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"ValidationFraction = {Fraction} of {rows} rows leaves {(held.Count == 0 ? "none to validate on" : "none to train on")}. Give more rows, another fraction or a validation set."));
    }

    /// <summary>How many of the first rows are held out, once they are sorted by class: so classes of few rows have their part in the whole, too.</summary>
    private int Held(int rows) => (int)Math.Round(Fraction * rows, MidpointRounding.AwayFromZero);
}
