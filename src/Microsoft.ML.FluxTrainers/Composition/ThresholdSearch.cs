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
        var best = (Threshold: 0.5, Value: double.NegativeInfinity);
        for (var taken = 0; taken <= order.Length; taken++)
        {
            if (taken > 0)
            {
                found += labels[order[taken - 1]];
                falsely += 1 - labels[order[taken - 1]];
            }

            double high = taken > 0 ? probabilities[order[taken - 1]] : 1;
            double low = taken < order.Length ? probabilities[order[taken]] : 0;
            if (high <= low)
            {
                continue; // rows of one probability stay together; those of 1 are above every threshold, those of 0 above none
            }

            var threshold = (high + low) / 2; // a double, so that it lies between any two floats
            var value = goal.Value(found, falsely, negatives - falsely, positives - found);
            if (value > best.Value || (value == best.Value && Math.Abs(threshold - 0.5) < Math.Abs(best.Threshold - 0.5)))
            {
                best = (threshold, value);
            }
        }

        return best;
    }
}
