// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A linear axis whose labels are round numbers.</summary>
/// <remarks>The rule is that of P. S. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990.</remarks>
internal sealed class ChartAxis
{
    private const int WantedTicks = 6;

    private ChartAxis(double low, double high, double step)
    {
        (Low, High) = (low, high);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + (i * step))];
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>Where labels stand.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that holds all values; from 0 to 1 where there are none.</summary>
    public static ChartAxis Of(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low > high)
        {
            (low, high) = (0, 1);
        }

        if (low == high)
        {
            var around = low == 0 ? 1 : Math.Abs(low) / 2;
            (low, high) = (low - around, high + around);
        }

        var step = Nice(Nice(high - low, round: false) / (WantedTicks - 1), round: true);
        return new ChartAxis(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>Where a value lies, from 0 at the low end to 1 at the high one.</summary>
    public double Place(double value) => (value - Low) / (High - Low);

    /// <summary>The text of a tick: as short as tells it from its neighbors.</summary>
    public string Text(double tick)
    {
        var step = (High - Low) / Math.Max(1, Ticks.Count - 1);
        var shown = Math.Abs(tick) < step / 1000 ? 0 : tick; // what adding up steps leaves of a zero
        var largest = Math.Max(Math.Abs(Low), Math.Abs(High));
        return largest is >= 1e6 or < 1e-3
            ? shown.ToString("0.##e0", CultureInfo.InvariantCulture)
            : shown.ToString("F" + Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9), CultureInfo.InvariantCulture);
    }

    private static double Nice(double value, bool round)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var fraction = value / power;
        return power * (round
            ? fraction switch { < 1.5 => 1, < 3 => 2, < 7 => 5, _ => 10 }
            : fraction switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }
}
