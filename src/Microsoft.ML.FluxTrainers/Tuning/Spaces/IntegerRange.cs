// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whole numbers; made by <see cref="ParameterRange.Integers"/>.</summary>
public sealed record IntegerRange : ParameterRange
{
    private readonly IntegerSteps _steps;

    internal IntegerRange(string name, int lower, int upper, ParameterScale scale, int step)
        : base(name) => _steps = new(name, lower, upper, scale, step);

    /// <summary>The lower end.</summary>
    public int Lower => _steps.Lower;

    /// <summary>The upper end.</summary>
    public int Upper => _steps.Upper;

    /// <summary>How the values are spread.</summary>
    public ParameterScale Scale => _steps.Scale;

    /// <summary>The distance of one value to the next.</summary>
    public int Step => _steps.Step;

    internal override IReadOnlyList<int> Axes => [0];

    internal override double MostValues => _steps.MostValues;

    internal override object? At(ReadOnlySpan<double> place) => _steps.At(place[0]);

    internal override IReadOnlyList<object?> Grid(int resolution) => [.. _steps.Grid(resolution).Cast<object?>()];

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "integer");
        _steps.Write(json);
    }
}
