// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A list of values; made by <see cref="ParameterRange.Choices"/> and <see cref="ParameterRange.NamedChoices"/>.</summary>
public sealed record ChoiceRange : ParameterRange
{
    private readonly ValueList<object?> _values;

    internal ChoiceRange(string name, object?[] values)
        : base(name)
    {
        _values = values;
        var texts = values.Select(TrialValues.ToJson).ToList();
        if (texts.Count == 0)
        {
            throw new ArgumentException($"'{name}' needs at least one value.");
        }

        if (texts.GroupBy(text => text).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"'{name}' has the value {twice.Key} twice.");
        }
    }

    /// <summary>The values.</summary>
    public ValueList<object?> Values => _values.Select(NamedValue.Bare).ToArray();

    /// <summary>The values in words: the names of those that have one.</summary>
    internal IEnumerable<string> Texts => _values.Select(TrialValues.ToText);

    internal override IReadOnlyList<int> Axes => [_values.Count];

    internal override double MostValues => _values.Count;

    /// <summary>Whether a value, or the name of one, is among the values.</summary>
    internal bool Has(object? value)
    {
        var text = TrialValues.ToJson(value);
        return _values.Any(other => TrialValues.ToJson(other) == text);
    }

    internal override object? At(ReadOnlySpan<double> place) => _values[Level(place[0], _values.Count)];

    internal override IReadOnlyList<object?> Grid(int resolution) => _values;

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kind", "choice");
        json.WriteStartArray("values");
        foreach (var value in _values)
        {
            json.WriteRawValue(TrialValues.ToJson(value));
        }

        json.WriteEndArray();
    }
}
