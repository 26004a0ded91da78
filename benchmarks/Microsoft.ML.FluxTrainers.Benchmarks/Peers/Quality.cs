// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>How good predictions are; the peers compute the same.</summary>
/// <param name="Accuracy">The share of rows whose most probable class is right.</param>
/// <param name="LogLoss">The mean of -log of the probability of the right class.</param>
/// <param name="Auc">The share of pairs of a row of each class that are in the right order; null for more than two classes.</param>
internal sealed record Quality(double Accuracy, double LogLoss, double? Auc)
{
    private const double LeastProbability = 1e-7;

    /// <summary>Measures.</summary>
    /// <param name="test">The rows.</param>
    /// <param name="scores">A probability a class, row after row.</param>
    public static Quality Of(RowTable test, float[] scores)
    {
        var (right, loss) = (0, 0.0);
        for (var row = 0; row < test.Rows.Count; row++)
        {
            var p = scores.AsSpan(row * test.Classes, test.Classes);
            var label = (int)test.Rows[row].Label;
            right += p.IndexOf(System.Numerics.Tensors.TensorPrimitives.Max(p)) == label ? 1 : 0;
            loss -= Math.Log(Math.Max(p[label], LeastProbability));
        }

        return new(right / (double)test.Rows.Count, loss / test.Rows.Count, test.Classes == 2 ? AreaUnderCurve(test, scores) : null);
    }

    private static double AreaUnderCurve(RowTable test, float[] scores)
    {
        var order = Enumerable.Range(0, test.Rows.Count).OrderBy(row => scores[(row * 2) + 1]).ToArray();
        var (positives, ranks) = (0L, 0.0);
        for (var rank = 0; rank < order.Length; rank++)
        {
            var isPositive = test.Rows[order[rank]].Label == 1;
            positives += isPositive ? 1 : 0;
            ranks += isPositive ? rank + 1 : 0;
        }

        return (ranks - (positives * (positives + 1) / 2.0)) / (positives * (order.Length - positives));
    }
}
