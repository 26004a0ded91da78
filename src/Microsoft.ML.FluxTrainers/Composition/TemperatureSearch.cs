// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The temperature that makes the log loss of logits least.</summary>
/// <remarks>Guo, Pleiss, Sun and Weinberger (2017), "On Calibration of Modern Neural Networks", ICML. The loss is convex in the inverse of the temperature, so
/// its derivative is 0 at one place, which Newton's steps find between bounds that close in on it.</remarks>
internal static class TemperatureSearch
{
    private const double Widest = 100;

    /// <summary>Whether some temperature is best: not where the class of each row has the highest logit, and bolder is better without an end.</summary>
    public static bool HasBest(double[][] logits, IReadOnlyList<int> labels) => logits.Where((row, i) => row[labels[i]] < row.Max()).Any();

    /// <summary>The temperature, from 0.01 to 100.</summary>
    public static double Find(double[][] logits, IReadOnlyList<int> labels)
    {
        var (low, high) = (1 / Widest, Widest);
        var inverse = 1.0;
        if (Derivatives(logits, labels, inverse).Slope == 0)
        {
            return inverse;
        }

        if (Derivatives(logits, labels, high).Slope <= 0)
        {
            return 1 / high; // the bolder the better
        }

        if (Derivatives(logits, labels, low).Slope >= 0)
        {
            return 1 / low;
        }

        for (var step = 0; step < 200; step++)
        {
            var (slope, curvature) = Derivatives(logits, labels, inverse);
            (low, high) = slope > 0 ? (low, inverse) : (inverse, high);
            var next = inverse - (slope / curvature);
            next = next > low && next < high ? next : Math.Sqrt(low * high);
            if (Math.Abs(next - inverse) <= 1e-13 * inverse)
            {
                break;
            }

            inverse = next;
        }

        return 1 / inverse;
    }

    /// <summary>The mean log loss at a temperature.</summary>
    public static double LogLoss(double[][] logits, IReadOnlyList<int> labels, double temperature) => logits.Select((row, i) =>
    {
        var greatest = row.Max();
        return Math.Log(row.Sum(logit => Math.Exp((logit - greatest) / temperature))) - ((row[labels[i]] - greatest) / temperature);
    }).Average();

    // The derivative of a row's loss is the mean logit under its probabilities minus that of its class; the second one is their variance.
    private static (double Slope, double Curvature) Derivatives(double[][] logits, IReadOnlyList<int> labels, double inverse)
    {
        var (slope, curvature) = (0.0, 0.0);
        for (var i = 0; i < logits.Length; i++)
        {
            var greatest = logits[i].Max();
            var (sum, first, second) = (0.0, 0.0, 0.0);
            foreach (var logit in logits[i])
            {
                var below = logit - greatest;
                var weight = Math.Exp(inverse * below);
                sum += weight;
                first += weight * below;
                second += weight * below * below;
            }

            var mean = first / sum;
            slope += mean - (logits[i][labels[i]] - greatest);
            curvature += (second / sum) - (mean * mean);
        }

        return (slope, curvature);
    }
}
