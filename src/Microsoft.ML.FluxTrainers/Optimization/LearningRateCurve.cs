// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The loss at rising learning rates: what a learning-rate finder measured. Immutable.</summary>
/// <remarks>
/// Smith (2017), "Cyclical Learning Rates for Training Neural Networks", section 3.3. Losses are smoothed by a running mean that keeps 0.9 at each update, with
/// the bias towards its start at 0 taken out. The curve ends where a loss is no finite number, or four times as high, smoothed, as the lowest before.
/// </remarks>
public sealed class LearningRateCurve
{
    private const double Keep = 0.9;
    private const double Exploded = 4;
    private const double Below = 10;
    private const int Settling = 10; // updates until the running mean is one over as many as it keeps: until then it follows each batch
    private const int Lines = 20;

    /// <summary>Makes a curve.</summary>
    /// <param name="rates">The rates, rising by a constant factor.</param>
    /// <param name="losses">The loss before the update with each rate.</param>
    internal LearningRateCurve(IReadOnlyList<double> rates, IReadOnlyList<double> losses)
    {
        var smoothed = Smooth(losses);
        Rates = Array.AsReadOnly(rates.Take(smoothed.Count).ToArray());
        Losses = Array.AsReadOnly(losses.Take(smoothed.Count).ToArray());
        SmoothedLosses = smoothed.AsReadOnly();
        var lowest = smoothed.Count > 0 ? smoothed.IndexOf(smoothed.Min()) : 0;
        Steepest = SteepestBefore(lowest) is { } at ? Rates[at] : null;
        Suggestion = lowest > 0 ? Math.Min(Rates[lowest] / Below, Steepest ?? double.PositiveInfinity) : null;
    }

    /// <summary>The learning rates, each larger than the one before by the same factor.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The mean loss of the rows of each update, measured before it.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The losses, smoothed.</summary>
    public IReadOnlyList<double> SmoothedLosses { get; }

    /// <summary>A rate to train with: <see cref="Steepest"/>, but at most a tenth of the rate of the lowest smoothed loss. Null where no loss was below the first: start
    /// from a lower rate.</summary>
    public double? Suggestion { get; }

    /// <summary>The rate about which the smoothed loss falls most steeply before its lowest, over the logarithm of the rate: the most negative difference from half a decade
    /// before to half a decade after it. The first 10 updates (of fewer than 80, an eighth) are left out: there the mean is of few batches, and falls by chance. Null where it
    /// never falls.</summary>
    public double? Steepest { get; }

    /// <summary>A table of about 20 rates with their smoothed losses and the suggestion, in the invariant culture.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("learning rate  smoothed loss\n");
        var step = Math.Max(1, (Rates.Count + Lines - 1) / Lines);
        for (var i = 0; i < Rates.Count; i += step)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Rates[i],13:G4}  {SmoothedLosses[i],13:G5}\n");
        }

        return text.Append(Suggestion is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"suggestion: {rate:G3}")
            : "no suggestion: the loss never fell").ToString();
    }

    private static List<double> Smooth(IReadOnlyList<double> losses)
    {
        var smoothed = new List<double>();
        var (sum, keep, lowest) = (0.0, 1.0, double.PositiveInfinity);
        foreach (var loss in losses)
        {
            sum = (Keep * sum) + ((1 - Keep) * loss);
            keep *= Keep;
            var mean = sum / (1 - keep);
            if (!double.IsFinite(mean) || (lowest > 0 && mean > Exploded * lowest))
            {
                break;
            }

            smoothed.Add(mean);
            lowest = Math.Min(lowest, mean);
        }

        return smoothed;
    }

    /// <summary>Where the difference over a decade, or of the neighbors where these are further apart, is the most negative.</summary>
    private int? SteepestBefore(int lowest)
    {
        var count = SmoothedLosses.Count;
        var half = count > 1 ? Math.Max(1, (int)Math.Round(0.5 / Math.Log10(Rates[1] / Rates[0]))) : 1;
        var (best, at) = (0.0, (int?)null);
        for (var i = Math.Min(Settling, count / 8) + half; i <= lowest && i + half < count; i++)
        {
            var difference = SmoothedLosses[i + half] - SmoothedLosses[i - half];
            (best, at) = difference < best ? (difference, i) : (best, at);
        }

        return at;
    }
}
