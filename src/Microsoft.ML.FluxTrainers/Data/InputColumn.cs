// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column that a network reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Width">How many numbers the network gets of it; 1 for a category, which is looked up after that.</param>
/// <param name="Levels">The categories, as texts; none for other columns.</param>
public sealed record InputColumn(string Name, InputKind Kind, int Width, IReadOnlyList<string> Levels)
{
    /// <summary>Its name, its kind and its width, such as "age: Numbers, width 1", and how many categories it has.</summary>
    public override string ToString() => Levels.Count == 0
        ? FormattableString.Invariant($"{Name}: {Kind}, width {Width}")
        : FormattableString.Invariant($"{Name}: {Kind}, width {Width}, {Levels.Count} categories");
}
