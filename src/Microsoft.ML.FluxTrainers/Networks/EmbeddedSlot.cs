// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A slot of a row that holds the id of a category, and the table that its vector is looked up in.</summary>
/// <param name="Slot">Where in the row the id is, at least 0.</param>
/// <param name="Levels">The rows of the table: ids go from 0 to below it. At least 1.</param>
/// <param name="Dimensions">The length of a vector, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record EmbeddedSlot(int Slot, int Levels, int Dimensions)
{
    /// <summary>Where in the row the id is, at least 0.</summary>
    public int Slot { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(Slot);

    /// <summary>The rows of the table: ids go from 0 to below it. At least 1.</summary>
    public int Levels { get; init => field = Guard.Positive(value); } = Guard.Positive(Levels);

    /// <summary>The length of a vector, at least 1.</summary>
    public int Dimensions { get; init => field = Guard.Positive(value); } = Guard.Positive(Dimensions);

    /// <summary>The probability, from 0 to below 1, that training takes the first row of the table instead of the id's own, so that
    /// it becomes a vector for categories that are not known. Default 0.</summary>
    public double UnknownShare { get; init => field = Guard.BelowOne(value); }

    /// <summary>The name of the table among a layer's parameters.</summary>
    internal string Table => FormattableString.Invariant($"weight{Slot}");
}
