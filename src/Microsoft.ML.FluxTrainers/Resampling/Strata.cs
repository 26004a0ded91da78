// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Deals rows out so that each part gets its share of each class.</summary>
internal static class Strata
{
    /// <summary>The fold of each of some rows.</summary>
    /// <param name="order">The rows in the order in which they are dealt.</param>
    /// <param name="codes">The class of each row of the data; which number stands for which class does not matter.</param>
    /// <param name="folds">The number of folds.</param>
    /// <returns>The fold of each row of <paramref name="order"/>.</returns>
    /// <remarks>MLJ's rule (StratifiedCV of MLJBase): the numbers of the folds are written in a cycle below the rows sorted by class, classes in the order in which they
    /// first appear; then each row, in its order, takes the next number of its class. So the sizes of folds differ by one at most, and so do those of a class.</remarks>
    public static int[] Deal(ReadOnlySpan<int> order, int[] codes, int folds)
    {
        var next = Starts(order, codes);
        var dealt = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            dealt[i] = next[codes[order[i]]]++ % folds;
        }

        return dealt;
    }

    /// <summary>Whether each row is in the first part, which has a share of all rows and, to within one row, of each class.</summary>
    /// <param name="order">The rows in the order in which they are dealt.</param>
    /// <param name="codes">The class of each row of the data.</param>
    /// <param name="share">The first part's share.</param>
    public static bool[] Cut(ReadOnlySpan<int> order, int[] codes, double share)
    {
        var next = Starts(order, codes);
        var isFirst = new bool[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var place = next[codes[order[i]]]++; // among the rows sorted by class
            isFirst[i] = RowsOf(share, place + 1) > RowsOf(share, place);
        }

        return isFirst;
    }

    /// <summary>How many rows a share of some rows is: half a row is one, always, so that of two rows of a class one is a half, wherever they lie.</summary>
    public static int RowsOf(double share, int rows) => (int)Math.Round(share * rows, MidpointRounding.AwayFromZero);

    /// <summary>Where the rows of each class begin when rows are sorted by class.</summary>
    private static Dictionary<int, int> Starts(ReadOnlySpan<int> order, int[] codes)
    {
        var classes = new List<int>();
        var counts = new Dictionary<int, int>();
        foreach (var row in order)
        {
            if (!counts.TryGetValue(codes[row], out var count))
            {
                classes.Add(codes[row]);
            }

            counts[codes[row]] = count + 1;
        }

        var start = 0;
        foreach (var one in classes)
        {
            (counts[one], start) = (start, start + counts[one]);
        }

        return counts;
    }
}
