// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>How good predictions are; workloads.py computes the same.</summary>
internal static class Quality
{
    private const double LeastProbability = 1e-7;

    /// <summary>Of a probability a class, row after row.</summary>
    public static Dictionary<string, double> OfClasses(RowSet test, float[] scores, int classes)
    {
        var (right, loss) = (0, 0.0);
        for (var row = 0; row < test.Count; row++)
        {
            var p = scores.AsSpan(row * classes, classes);
            var label = (int)test.Label(row);
            right += TensorPrimitives.IndexOfMax<float>(p) == label ? 1 : 0;
            loss -= Math.Log(Math.Max(p[label], LeastProbability));
        }

        return new() { ["acc"] = right / (double)test.Count, ["logloss"] = loss / test.Count };
    }

    /// <summary>Of a logit a row.</summary>
    public static Dictionary<string, double> OfLogits(RowSet test, float[] scores)
    {
        var (right, loss) = (0, 0.0);
        for (var row = 0; row < test.Count; row++)
        {
            var isPositive = test.Label(row) > 0;
            var p = 1 / (1 + Math.Exp(isPositive ? -scores[row] : scores[row])); // of the right class
            right += p > 0.5 ? 1 : 0;
            loss -= Math.Log(Math.Max(p, LeastProbability));
        }

        return new() { ["acc"] = right / (double)test.Count, ["logloss"] = loss / test.Count, ["auc"] = AreaUnderCurve(test, scores) };
    }

    /// <summary>Of a number a row.</summary>
    public static Dictionary<string, double> OfNumbers(RowSet test, float[] scores)
    {
        var labels = Enumerable.Range(0, test.Count).Select(test.Label).ToArray();
        var (mean, error) = (labels.Average(), labels.Zip(scores, (label, score) => (label - score) * (label - score)).Average());
        return new() { ["rmse"] = Math.Sqrt(error), ["r2"] = 1 - (error / labels.Average(label => (label - mean) * (label - mean))) };
    }

    /// <summary>The share of pairs of a row of each class that are in the right order.</summary>
    private static double AreaUnderCurve(RowSet test, float[] scores)
    {
        var order = Enumerable.Range(0, test.Count).OrderBy(row => scores[row]).ToArray();
        var (positives, ranks) = (0L, 0.0);
        for (var rank = 0; rank < order.Length; rank++)
        {
            var isPositive = test.Label(order[rank]) > 0;
            positives += isPositive ? 1 : 0;
            ranks += isPositive ? rank + 1 : 0;
        }

        return (ranks - (positives * (positives + 1) / 2.0)) / (positives * (order.Length - positives));
    }
}
