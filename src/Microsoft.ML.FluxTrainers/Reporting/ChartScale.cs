// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A color scale over the values of marks.</summary>
/// <param name="Name">What the values are.</param>
/// <param name="Low">The value of the faintest color.</param>
/// <param name="High">The value of the strongest; below <paramref name="Low"/> where small values matter.</param>
internal sealed record ChartScale(string Name, double Low, double High)
{
    /// <summary>The scale of all finite values.</summary>
    /// <param name="name">What the values are.</param>
    /// <param name="values">The values.</param>
    /// <param name="lowIsStrong">Whether small values matter, as losses.</param>
    public static ChartScale Of(string name, IEnumerable<double> values, bool lowIsStrong = false)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        return lowIsStrong ? new(name, finite.Max(), finite.Min()) : new(name, finite.Min(), finite.Max());
    }

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double Level(double value) => High == Low ? 1 : Math.Clamp((value - Low) / (High - Low), 0, 1);

    /// <summary>A value's color; the faintest where it is no finite number.</summary>
    public ChartInk Ink(double value, double opacity = 1) => ChartInk.OfLevel(double.IsFinite(value) ? Level(value) : 0, opacity);
}
