// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A value that a name stands for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record NamedValue(string Name, object? Value)
{
    public bool Equals(NamedValue? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    /// <summary>What a user gets: the value without its name.</summary>
    public static object? Bare(object? value) => value is NamedValue named ? named.Value : value;
}
