// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Lists of whole numbers of varying length; made by <see cref="ParameterRange.Lists"/>.</summary>
public sealed record ListRange : ParameterRange
{
    private readonly IntegerSteps _steps;

    internal ListRange(string name, int shortest, int longest, int lower, int upper, ParameterScale scale, int step)
        : base(name)
    {
        Shortest = Guard.NotNegative(shortest, nameof(shortest));
        Longest = Guard.AtLeast(Math.Max(1, shortest), longest, nameof(longest));
        _steps = new(name, lower, upper, scale, step);
    }

    /// <summary>The length of the shortest list.</summary>
    public int Shortest { get; }

    /// <summary>The length of the longest list.</summary>
    public int Longest { get; }

    /// <summary>The lower end of each number.</summary>
    public int Lower => _steps.Lower;

    /// <summary>The upper end of each number.</summary>
    public int Upper => _steps.Upper;

    /// <summary>How the numbers are spread.</summary>
    public ParameterScale Scale => _steps.Scale;

    /// <summary>The distance of one number to the next.</summary>
    public int Step => _steps.Step;

    /// <summary>The length, then each number that the longest list has.</summary>
    internal override IReadOnlyList<int> Axes => [Longest - Shortest + 1, .. Enumerable.Repeat(0, Longest)];

    internal override double MostValues => Enumerable.Range(Shortest, Longest - Shortest + 1).Sum(length => Math.Pow(_steps.MostValues, length));

    internal override object? At(ReadOnlySpan<double> place)
    {
        var numbers = new int[Shortest + Level(place[0], Longest - Shortest + 1)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = _steps.At(place[i + 1]);
        }

        return ValueList.Create<int>(numbers);
    }

    // The first number varies fastest.
    internal override IReadOnlyList<object?> Grid(int resolution)
    {
        var numbers = _steps.Grid(resolution);
        var lists = new List<object?>();
        for (var length = Shortest; length <= Longest; length++)
        {
            foreach (var places in Combinations.Of(Enumerable.Repeat(numbers.Count, length).ToArray()))
            {
                lists.Add(ValueList.Create<int>([.. places.Select(place => numbers[place])]));
            }
        }

        return lists;
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "list");
        json.WriteNumber("shortest", Shortest);
        json.WriteNumber("longest", Longest);
        _steps.Write(json);
    }
}
