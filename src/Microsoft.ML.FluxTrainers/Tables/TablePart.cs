// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of a table, as training reads it.</summary>
/// <param name="Column">The column.</param>
internal abstract record TablePart(DataViewSchema.Column Column)
{
    /// <summary>How many numbers it gives.</summary>
    public abstract int Width { get; }

    /// <summary>What messages call one of its numbers.</summary>
    public string Describe(int slot)
    {
        var inside = FeatureSlots.Describe(Column, slot);
        return $"column '{Column.Name}'{(inside.Length > 0 ? $", {inside}" : "")}";
    }

    /// <summary>Begins to collect rows.</summary>
    /// <param name="row">The row that a cursor moves.</param>
    /// <param name="isSample">Whether a few rows are looked at without training.</param>
    public abstract PartCollector Open(DataViewRow row, bool isSample);
}
