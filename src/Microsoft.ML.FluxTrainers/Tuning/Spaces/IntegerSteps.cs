// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whole numbers from one end to the other in equal steps, on a scale.</summary>
internal sealed record IntegerSteps
{
    public IntegerSteps(string name, int lower, int upper, ParameterScale scale, int step)
    {
        (Lower, Upper, Scale, Step) = (lower, upper, scale, Guard.Positive(step, nameof(step)));
        if (lower > upper)
        {
            throw new ArgumentException($"The lower end of '{name}' ({lower}) must not be above its upper end ({upper}).");
        }

        scale.Check(name, lower);
        if (scale.NeedsNegative)
        {
            throw new ArgumentException($"'{name}' holds whole numbers, for which there is no scale {scale}.");
        }
    }

    public int Lower { get; }

    public int Upper { get; }

    public ParameterScale Scale { get; }

    public int Step { get; }

    /// <summary>How many numbers there are; infinite where a function of the user's own makes them.</summary>
    public double MostValues => Scale.IsCustom ? double.PositiveInfinity : Last + 1.0;

    private long Last => ((long)Upper - Lower) / Step;

    // The ends are widened by half a step, so that rounding leaves the outermost numbers as likely as the others.
    public int At(double place)
    {
        if (Scale.IsCustom)
        {
            return Near(Scale.At(Lower, Upper, place));
        }

        var low = Scale.NeedsPositive ? Math.Max(Lower - (Step / 2.0), Lower / 2.0) : Lower - (Step / 2.0);
        return Near(Scale.At(low, Lower + ((Last + 0.5) * Step), place));
    }

    /// <summary>Numbers evenly spread on the scale, rounded, each once.</summary>
    public IReadOnlyList<int> Grid(int resolution) => [.. Scale.Spread(Lower, Upper, resolution).Select(Near).Distinct()];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("lower", Lower);
        json.WriteNumber("upper", Upper);
        json.WriteNumber("step", Step);
        json.WriteString("scale", Scale.Name);
    }

    private int Near(double value) => Scale.IsCustom
        ? (int)Math.Round(value)
        : (int)(Lower + (Step * Math.Clamp((long)Math.Round((value - Lower) / Step, MidpointRounding.ToEven), 0, Last)));
}
