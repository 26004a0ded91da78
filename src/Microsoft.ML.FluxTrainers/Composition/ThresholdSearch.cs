// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The probability from which rows are best taken for positive.</summary>
internal static class ThresholdSearch
{
    /// <summary>The best of all thresholds that decide differently, each in the middle between two probabilities; of equally good ones, that nearest to one half.</summary>
    public static (double Threshold, double Value) Find(IReadOnlyList<float> probabilities, IReadOnlyList<int> labels, ThresholdGoal goal)
    {
        int[] order = [.. Enumerable.Range(0, labels.Count).OrderByDescending(row => probabilities[row])];
        double positives = labels.Count(label => label == 1);
        var negatives = labels.Count - positives;
        var (found, falsely) = (0.0, 0.0);
        var best = (Threshold: Above(1, probabilities[order[0]]), Value: goal.Value(0, 0, negatives, positives));
        for (var place = 0; place < order.Length; place++)
        {
            found += labels[order[place]];
            falsely += 1 - labels[order[place]];
            var next = place + 1 < order.Length ? probabilities[order[place + 1]] : 0;
            if (place + 1 < order.Length && next == probabilities[order[place]])
            {
                continue;
            }

            var threshold = Above(probabilities[order[place]], next);
            var value = goal.Value(found, falsely, negatives - falsely, positives - found);
            if (value > best.Value || (value == best.Value && Math.Abs(threshold - 0.5) < Math.Abs(best.Threshold - 0.5)))
            {
                best = (threshold, value);
            }
        }

        return best;
    }

    // Rows above the threshold are positive, so the lower of two probabilities may be the threshold, the higher one may not.
    private static double Above(double high, double low) => Math.Clamp((high + low) / 2, 1e-6, 1 - 1e-6);
}
