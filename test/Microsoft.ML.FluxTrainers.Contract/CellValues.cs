// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Compares what a <see cref="Cell"/> has read.</summary>
public static class CellValues
{
    /// <summary>Whether two values agree: numbers within a tolerance, vectors item by item, all else by equality.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">Another.</param>
    /// <param name="tolerance">How far numbers may lie apart.</param>
    public static bool Agree(object? left, object? right, Tolerance tolerance) => (left, right) switch
    {
        (float a, float b) => tolerance.Accepts(a, b),
        (double a, double b) => tolerance.Accepts(a, b),
        (Array a, Array b) => a.Length == b.Length
            && Enumerable.Range(0, a.Length).All(i => Agree(a.GetValue(i), b.GetValue(i), tolerance)),
        _ => Equals(left, right),
    };

    /// <summary>A value as text, for messages.</summary>
    /// <param name="value">The value.</param>
    public static string Text(object? value) => value switch
    {
        string text => $"'{text}'",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => FormattableString.Invariant($"{value}"),
    };
}
