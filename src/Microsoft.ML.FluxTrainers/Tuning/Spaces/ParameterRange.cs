// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The values that a search may give to one parameter.</summary>
/// <remarks>
/// Of this library's trainers a parameter is named by the path of a setting, such as "Optimizer.LearningRate" or "Builder.Hidden"; of other pipelines by
/// any word that the function which makes them knows. Immutable and compared by value.
/// </remarks>
public abstract record ParameterRange
{
    private protected ParameterRange(string name) => Name = Guard.NotEmpty(name, nameof(name));

    /// <summary>The parameter.</summary>
    public string Name { get; }

    /// <summary>When the range counts; without it always.</summary>
    public ParameterCondition? Condition { get; private init; }

    /// <summary>How many coordinates between 0 and 1 tell a value, and of each how many levels it has; 0 where it has no levels.</summary>
    internal abstract IReadOnlyList<int> Axes { get; }

    /// <summary>How many values there are, which no grid exceeds; infinite where there is no end to them.</summary>
    internal abstract double MostValues { get; }

    /// <summary>Numbers between two ends.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="lower">The lower end.</param>
    /// <param name="upper">The upper end, above the lower.</param>
    /// <param name="scale">How they are spread. Default: null, linear.</param>
    /// <exception cref="ArgumentException">The ends are no such ends.</exception>
    public static NumberRange Numbers(string name, double lower, double upper, ParameterScale? scale = null) =>
        new(name, lower, upper, (lower + upper) / 2, (upper - lower) / 2, scale ?? ParameterScale.Linear, null);

    /// <summary>Numbers about a place, with ends or without.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="origin">A typical value, between the ends.</param>
    /// <param name="unit">A typical distance from it, greater than 0.</param>
    /// <param name="lower">The lower end. Default: none.</param>
    /// <param name="upper">The upper end. Default: none.</param>
    /// <param name="scale">How a grid spreads them. Default: null, which is the logarithm to the base 10 where only a lower end above 0 is given, that of the negative where
    /// only an upper end below 0 is, else linear.</param>
    /// <param name="distribution">How they are drawn. Default: null, which is gamma from 0 or above without an upper end, else normal.</param>
    /// <remarks>A grid reaches two units beyond the end that is given, or one unit to both sides where none is.</remarks>
    /// <exception cref="ArgumentException">The origin is not between the ends, or not above 0 where the distribution wants that; the unit is not above 0; or the scale has no place for the
    /// grid's ends.</exception>
    public static NumberRange Around(
        string name,
        double origin,
        double unit,
        double lower = double.NegativeInfinity,
        double upper = double.PositiveInfinity,
        ParameterScale? scale = null,
        ParameterDistribution? distribution = null) =>
        new(name, lower, upper, origin, unit, scale ?? NumberRange.DefaultScale(lower, upper), distribution ?? NumberRange.DefaultDistribution(lower, upper));

    /// <summary>Whole numbers between two ends, both included.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="lower">The lower end.</param>
    /// <param name="upper">The upper end, not below the lower.</param>
    /// <param name="scale">How they are spread. Default: null, linear.</param>
    /// <param name="step">The distance of one to the next, at least 1, from the lower end on. Default 1.</param>
    /// <exception cref="ArgumentException">The ends are no such ends.</exception>
    public static IntegerRange Integers(string name, int lower, int upper, ParameterScale? scale = null, int step = 1) =>
        new(name, lower, upper, scale ?? ParameterScale.Linear, step);

    /// <summary>A list of values of any kind: numbers, names, lists, whole builders.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="values">The values, one or more, each different.</param>
    /// <exception cref="ArgumentException">There are no values, one is there twice, or one has no text that stands for it in files: use <see cref="NamedChoices"/> for such.</exception>
    public static ChoiceRange Choices(string name, params object?[] values) => new(name, Guard.NotNull(values, nameof(values)));

    /// <summary>A list of values, each with a name that stands for it in files and reports: for objects with code in them.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="values">The names and the values, one or more, each name different.</param>
    /// <exception cref="ArgumentException">There are no values, or a name is empty or there twice.</exception>
    public static ChoiceRange NamedChoices(string name, params (string Name, object? Value)[] values) =>
        new(name, [.. Guard.NotNull(values, nameof(values)).Select(value => new NamedValue(Guard.NotEmpty(value.Name, nameof(values)), value.Value))]);

    /// <summary>Lists of whole numbers, such as the widths of hidden layers: their length and each of them varies.</summary>
    /// <param name="name">The parameter, such as "Builder.Hidden".</param>
    /// <param name="shortest">The shortest list, at least 0 numbers.</param>
    /// <param name="longest">The longest list, not below the shortest and at least 1.</param>
    /// <param name="lower">The lower end of each number.</param>
    /// <param name="upper">The upper end of each number, not below the lower.</param>
    /// <param name="scale">How the numbers are spread. Default: null, linear.</param>
    /// <param name="step">The distance of one number to the next, at least 1. Default 1.</param>
    /// <exception cref="ArgumentException">The ends are no such ends.</exception>
    public static ListRange Lists(string name, int shortest, int longest, int lower, int upper, ParameterScale? scale = null, int step = 1) =>
        new(name, shortest, longest, lower, upper, scale ?? ParameterScale.Linear, step);

    /// <summary>The same range, which counts only while another parameter has one of some values.</summary>
    /// <param name="name">The other parameter, an earlier one of the space.</param>
    /// <param name="values">The values, one or more.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public ParameterRange When(string name, params object?[] values) => this with { Condition = new(name, Guard.NotNull(values, nameof(values))) };

    /// <summary>The value at coordinates between 0 and 1.</summary>
    internal abstract object? At(ReadOnlySpan<double> place);

    /// <summary>The values of a grid, in ascending or given order.</summary>
    internal abstract IReadOnlyList<object?> Grid(int resolution);

    /// <summary>Writes what the range depends on.</summary>
    internal abstract void Write(Utf8JsonWriter json);

    /// <summary>The level that a coordinate from 0 to below 1 is in.</summary>
    private protected static int Level(double place, int levels) => Math.Min((int)(place * levels), levels - 1);
}
