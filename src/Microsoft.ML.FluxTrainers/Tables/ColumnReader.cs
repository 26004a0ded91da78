// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads one column of the row at hand as numbers.</summary>
internal abstract class ColumnReader
{
    /// <summary>Whether the row that was read last stores only the numbers that are not zero.</summary>
    public virtual bool IsSparse => false;

    /// <summary>What was subtracted from the numbers that were read.</summary>
    public virtual double Origin => 0;

    /// <summary>Writes the numbers.</summary>
    /// <returns>Why the network cannot read them, in a sentence, or null.</returns>
    public abstract string? Read(Span<float> slots);
}
