// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of a table as a trained network reads it.</summary>
/// <param name="Name">Its name.</param>
internal abstract record TableColumn(string Name)
{
    /// <summary>How many numbers it gives.</summary>
    public abstract int Width { get; }

    public abstract InputKind Kind { get; }

    /// <summary>The type that the column had in training.</summary>
    public abstract DataViewType Type { get; }

    /// <summary>The numbers that can be missing each for itself.</summary>
    public virtual IEnumerable<int> CanLack => [];

    /// <summary>The categories, or none.</summary>
    public virtual IReadOnlyList<string> Levels => [];

    /// <summary>What a column should be instead, in words, or null where its type is right.</summary>
    public virtual string? Misfit(DataViewType type) => type.Equals(Type) ? null : Type.ToString();

    /// <summary>What a column should be instead, in words, or null where it is right: its type, and what only the column itself tells.</summary>
    public virtual string? Misfit(DataViewSchema.Column column) => Misfit(column.Type);

    /// <summary>Reads the column of a row.</summary>
    public abstract ColumnReader Bind(DataViewRow row);
}
