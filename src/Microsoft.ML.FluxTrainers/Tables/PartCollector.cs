// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects one column of row after row.</summary>
internal abstract class PartCollector
{
    /// <summary>Whether the row that was read last lacks a number that another stands in for.</summary>
    public virtual bool HasMissing => false;

    /// <summary>Whether the row that was read last stores only the numbers that are not zero.</summary>
    public virtual bool IsSparse => false;

    /// <summary>The numbers that were missing in some row and are to have an indicator.</summary>
    public virtual IEnumerable<int> Indicated => [];

    /// <summary>Writes the numbers of the row at hand.</summary>
    /// <param name="slots">Receives them.</param>
    /// <param name="position">The row's number, for messages.</param>
    /// <returns>What in it stops the training, in words, or null.</returns>
    public abstract string? Read(Span<float> slots, long position);

    /// <summary>What a prediction makes of the column, or null where it is left out.</summary>
    /// <param name="rows">How many rows were read.</param>
    /// <param name="why">Why it is left out, in a sentence, or null.</param>
    /// <exception cref="InvalidOperationException">Nothing can be learned from the column, but it was asked for.</exception>
    public abstract TableColumn? Finish(int rows, out string? why);
}
