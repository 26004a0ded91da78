// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a shape is drawn with. The default is the thin line of a grid.</summary>
internal readonly record struct ChartInk
{
    /// <summary>How many curves have a color of their own; more use them again.</summary>
    public const int Colors = 4;

    /// <summary>How many steps the color scale has, from faint to strong.</summary>
    public const int Steps = 7;

    private readonly double _transparency;

    private ChartInk(int? color, int? step, double opacity = 1) => (Color, Step, _transparency) = (color, step, 1 - opacity);

    /// <summary>The color of a curve, from 0, or null.</summary>
    public int? Color { get; }

    /// <summary>A step of the color scale, from 0, or null.</summary>
    public int? Step { get; }

    /// <summary>Whether it is the dashed line of a value to compare with.</summary>
    public bool IsReference { get; private init; }

    /// <summary>From 0, which cannot be seen, to 1.</summary>
    public double Opacity => 1 - _transparency;

    /// <summary>A dashed line.</summary>
    public static ChartInk Reference { get; } = new() { IsReference = true };

    /// <summary>That of a curve, counted from 0.</summary>
    public static ChartInk Of(int series, double opacity = 1) => new(series % Colors, null, opacity);

    /// <summary>That of a value on the color scale, from 0 (faint) to 1 (strong).</summary>
    public static ChartInk OfLevel(double level, double opacity = 1) =>
        new(null, Math.Clamp((int)(level * Steps), 0, Steps - 1), opacity);
}
