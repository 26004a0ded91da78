// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How often each row is there after balancing.</summary>
internal static class BalancingRule
{
    public static double Ratio(double value) =>
        value is > 0 and <= 1 ? value : throw Guard.OutOfRange("Ratio", value, "a number above 0 and at most 1");

    /// <summary>How often each row is there. Rows without a label stay.</summary>
    public static int[] Copies(Balancing balancing, RowClasses classes, RandomStream stream)
    {
        var copies = new int[classes.OfRow.Length];
        var rows = Enumerable.Range(0, copies.Length).ToLookup(row => classes.OfRow[row]);
        var present = classes.Counts.Where(count => count > 0).ToList();
        foreach (var row in rows[-1])
        {
            copies[row] = 1;
        }

        for (var one = 0; one < classes.Counts.Length; one++)
        {
            if (classes.Counts[one] > 0)
            {
                Spread(balancing.Wanted(classes.Counts[one], present.Min(), present.Max()), [.. rows[one]], copies, stream);
            }
        }

        return copies;
    }

    private static void Spread(int wanted, int[] rows, int[] copies, RandomStream stream)
    {
        stream.Shuffle(rows);
        for (var i = 0; i < rows.Length; i++)
        {
            copies[rows[i]] = (wanted / rows.Length) + (i < wanted % rows.Length ? 1 : 0);
        }
    }
}
