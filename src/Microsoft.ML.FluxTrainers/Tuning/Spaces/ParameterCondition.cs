// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>When a range counts: only while another parameter has one of some values.</summary>
/// <param name="Name">The other parameter, an earlier one of the space.</param>
/// <param name="Values">The values, one or more.</param>
public sealed record ParameterCondition(string Name, ValueList<object?> Values)
{
    /// <summary>The other parameter, an earlier one of the space.</summary>
    public string Name { get; } = Guard.NotEmpty(Name);

    /// <summary>The values, one or more.</summary>
    public ValueList<object?> Values { get; } = Guard.NotNull(Values).Count > 0
        ? Values
        : throw new ArgumentException("A condition needs at least one value.", nameof(Values));

    internal bool IsMet(object? value)
    {
        var text = TrialValues.ToJson(value);
        return Values.Any(other => TrialValues.ToJson(other) == text);
    }
}
