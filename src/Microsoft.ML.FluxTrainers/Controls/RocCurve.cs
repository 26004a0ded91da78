// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How well scores tell rows that have a label from those that do not.</summary>
internal static class RocCurve
{
    /// <summary>The probability that a row with the label scores higher than one without, ties counting one half: the area under
    /// the ROC curve (Mann and Whitney 1947). NaN where all rows have the label, or none.</summary>
    /// <param name="scores">The score of each row.</param>
    /// <param name="isPositive">Whether a row has the label.</param>
    /// <param name="weight">What a row counts; null where each counts 1.</param>
    public static double Area(float[] scores, Func<int, bool> isPositive, Func<int, double>? weight = null)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        var sorted = (float[])scores.Clone();
        Array.Sort(sorted, order);
        var (area, below, all) = (0.0, 0.0, 0.0);
        for (var start = 0; start < order.Length;)
        {
            var (end, positives, negatives) = (start, 0.0, 0.0);
            do
            {
                var one = weight?.Invoke(order[end]) ?? 1;
                (positives, negatives) = isPositive(order[end]) ? (positives + one, negatives) : (positives, negatives + one);
            }
            while (++end < order.Length && sorted[end] == sorted[start]); // NaN equals nothing

            area += positives * (below + (negatives / 2));
            (below, all, start) = (below + negatives, all + positives, end);
        }

        return all == 0 || below == 0 ? double.NaN : area / (all * below);
    }
}
