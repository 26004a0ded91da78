// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An axis whose labels are round numbers, or powers of ten where it is logarithmic.</summary>
/// <remarks>The rule is that of P. S. Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990.</remarks>
internal sealed class ChartAxis
{
    private const int WantedTicks = 6;

    /// <summary>The distance of larger numbers would leave the range of a double, and with it every label.</summary>
    private const double Largest = 1e300;
    private const int MostDigits = 14; // of those that a double has, all but the first and the last

    private readonly bool _isLog;

    private ChartAxis(double low, double high, IReadOnlyList<double> ticks, bool isLog) => (Low, High, Ticks, _isLog) = (low, high, ticks, isLog);

    public double Low { get; }

    public double High { get; }

    /// <summary>Where labels stand.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that holds all values; from 0 to 1 where there are none.</summary>
    /// <param name="values">The values. Those that <see cref="CanShow"/> refuses are left out.</param>
    /// <param name="isLog">Whether it is logarithmic.</param>
    public static ChartAxis Of(IEnumerable<double> values, bool isLog = false)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(value => CanShow(value, isLog)))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return isLog ? Logarithmic(low, high) : Linear(low, high);
    }

    /// <summary>Whether a value has a place: not one that is no finite number, or as good as infinite; on a logarithmic axis not one that is not above 0 either.</summary>
    public static bool CanShow(double value, bool isLog = false) => Math.Abs(value) <= Largest && (!isLog || value > 0);

    /// <summary>Where a value lies, from 0 at the low end to 1 at the high one.</summary>
    public double Place(double value) => _isLog
        ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low)) // the quotient of the largest and the smallest numbers is infinite
        : (value - Low) / (High - Low);

    /// <summary>The text of a tick: as short as tells it from its neighbors.</summary>
    public string Text(double tick)
    {
        if (_isLog)
        {
            return tick is >= 1e-3 and < 1e6 ? tick.ToString("0.###", CultureInfo.InvariantCulture) : tick.ToString("0e0", CultureInfo.InvariantCulture);
        }

        var step = (High - Low) / Math.Max(1, Ticks.Count - 1);
        var shown = Math.Abs(tick) < step / 1000 ? 0 : tick; // what adding up steps leaves of a zero
        var largest = Math.Max(Math.Abs(Low), Math.Abs(High));
        return largest is >= 1e6 or < 1e-3
            ? shown.ToString($"0.{new string('#', Math.Clamp(Exponent(largest) - Exponent(step), 2, MostDigits))}e0", CultureInfo.InvariantCulture)
            : shown.ToString("F" + Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9), CultureInfo.InvariantCulture);
    }

    private static ChartAxis Logarithmic(double low, double high)
    {
        var first = low > high ? 0 : (int)Math.Floor(Math.Log10(low) + 1e-9);
        var last = Math.Max(first + 1, low > high ? 1 : (int)Math.Ceiling(Math.Log10(high) - 1e-9));
        var step = Math.Max(1, (int)Math.Ceiling((last - first) / (double)WantedTicks));
        var count = (int)Math.Ceiling((last - first) / (double)step);
        double[] ticks = [.. Enumerable.Range(0, count + 1).Select(i => Math.Pow(10, first + (i * step)))];
        return new ChartAxis(ticks[0], ticks[^1], ticks, isLog: true);
    }

    private static ChartAxis Linear(double low, double high)
    {
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
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        return new ChartAxis(low, high, [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + (i * step))], isLog: false);
    }

    private static int Exponent(double value) => (int)Math.Floor(Math.Log10(value) + 1e-9);

    private static double Nice(double value, bool round)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var fraction = value / power;
        return power * (round
            ? fraction switch { < 1.5 => 1, < 3 => 2, < 7 => 5, _ => 10 }
            : fraction switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }
}
