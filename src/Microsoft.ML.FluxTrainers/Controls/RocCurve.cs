// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How well scores tell rows that have a label from those that do not.</summary>
internal static class RocCurve
{
    /// <summary>The probability that a row with the label scores higher than one without, ties counting one half: the area under
    /// the ROC curve (Mann and Whitney 1947). NaN where all rows have the label, or none.</summary>
    /// <param name="scores">The rows, which are put in order.</param>
    public static double Area(List<(float Score, bool IsPositive)> scores)
    {
        scores.Sort((left, right) => left.Score.CompareTo(right.Score));
        var all = (double)scores.Count(row => row.IsPositive);
        var (area, below, negatives) = (0.0, 0L, scores.Count - all);
        for (var start = 0; start < scores.Count;)
        {
            var (same, positives) = (0, 0);
            for (; start + same < scores.Count && scores[start + same].Score == scores[start].Score; same++)
            {
                positives += scores[start + same].IsPositive ? 1 : 0;
            }

            area += positives * (below + ((same - positives) / 2.0));
            below += same - positives;
            start += Math.Max(same, 1); // NaN equals nothing
        }

        return all == 0 || negatives == 0 ? double.NaN : area / (all * negatives);
    }
}
