// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Numbers; made by <see cref="ParameterRange.Numbers"/> and <see cref="ParameterRange.Around"/>.</summary>
public sealed record NumberRange : ParameterRange
{
    internal NumberRange(string name, double lower, double upper, double origin, double unit, ParameterScale scale, ParameterDistribution? distribution)
        : base(name)
    {
        if (!(lower < upper))
        {
            throw new ArgumentException(FormattableString.Invariant($"The lower end of '{name}' ({lower}) must be below its upper end ({upper})."));
        }

        if (!(lower < origin && origin < upper && unit > 0 && double.IsFinite(unit)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"'{name}' needs an origin between its ends and a unit above 0, but has {origin} and {unit} between {lower} and {upper}. Where both ends are known, use Numbers."));
        }

        if (distribution is { NeedsPositive: true } && origin <= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{name}' is drawn from the {distribution} distribution, so its origin must be greater than 0, but is {origin}."));
        }

        (Lower, Upper, Origin, Unit, Scale, Distribution) = (lower, upper, origin, unit, scale, distribution);
        var (low, high) = Ends;
        scale.Check(name, low);
        if (scale.NeedsNegative && high >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{name}' has the scale {scale}, so its upper end must be less than 0, but is {high}."));
        }
    }

    /// <summary>The lower end, or negative infinity.</summary>
    public double Lower { get; }

    /// <summary>The upper end, or positive infinity.</summary>
    public double Upper { get; }

    /// <summary>A typical value; between two ends the middle.</summary>
    public double Origin { get; }

    /// <summary>A typical distance from it; between two ends half of theirs.</summary>
    public double Unit { get; }

    /// <summary>How a grid spreads the values, and chance too where there is no distribution.</summary>
    public ParameterScale Scale { get; }

    /// <summary>How values are drawn; null for evenly on the scale.</summary>
    public ParameterDistribution? Distribution { get; }

    internal override IReadOnlyList<int> Axes => [0];

    internal override double MostValues => double.PositiveInfinity;

    /// <summary>The ends of a grid.</summary>
    internal (double Low, double High) Ends => (double.IsFinite(Lower), double.IsFinite(Upper)) switch
    {
        (true, true) => (Lower, Upper),
        (false, true) => (Upper - (2 * Unit), Upper),
        (true, false) => (Lower, Lower + (2 * Unit)),
        _ => (Origin - Unit, Origin + Unit),
    };

    // A logarithm has no place for ends on the other side of 0.
    internal static ParameterScale DefaultScale(double lower, double upper) => (double.IsFinite(lower), double.IsFinite(upper)) switch
    {
        (true, false) when lower > 0 => ParameterScale.Log10,
        (false, true) when upper < 0 => ParameterScale.NegativeLog10,
        _ => ParameterScale.Linear,
    };

    internal static ParameterDistribution? DefaultDistribution(double lower, double upper) => (double.IsFinite(lower), double.IsFinite(upper)) switch
    {
        (true, true) => null,
        (true, false) when lower >= 0 => ParameterDistribution.Gamma,
        _ => ParameterDistribution.Normal,
    };

    internal override object? At(ReadOnlySpan<double> place)
    {
        var (low, high) = Ends;
        return Distribution?.Truncated(place[0], Lower, Upper, Origin, Unit) ?? Scale.At(low, high, place[0]);
    }

    internal override IReadOnlyList<object?> Grid(int resolution)
    {
        var (low, high) = Ends;
        return [.. Scale.Spread(low, high, resolution).Distinct().Cast<object?>()];
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "number");
        json.WriteString("ends", FormattableString.Invariant($"{Lower:R} {Upper:R} {Origin:R} {Unit:R}"));
        json.WriteString("scale", Scale.Name);
        json.WriteString("distribution", Distribution?.Name);
    }
}
