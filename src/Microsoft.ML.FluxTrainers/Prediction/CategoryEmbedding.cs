// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The trained vectors of the categories of one column.</summary>
/// <threadsafety>Immutable: many threads may use it at once.</threadsafety>
public sealed class CategoryEmbedding
{
    private readonly CategoryColumn _column;
    private readonly float[] _table;

    private CategoryEmbedding(CategoryColumn column, float[] table) => (_column, _table) = (column, table);

    /// <summary>The column.</summary>
    public string ColumnName => _column.Name;

    /// <summary>The categories, in the order of their ids, as texts; an empty one stands for a missing value.</summary>
    public IReadOnlyList<string> Levels => _column.Levels;

    /// <summary>The length of a vector.</summary>
    public int Dimensions => _column.Dimensions;

    /// <summary>A copy of the vector of missing and unknown categories, or null where the model has none.</summary>
    public float[]? Unknown => _column.HasUnknown ? VectorAt(0).ToArray() : null;

    /// <summary>A copy of the vector of a category.</summary>
    /// <param name="level">One of <see cref="Levels"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such category.</exception>
    public float[] this[string level] => _column.Known.Find(Guard.NotNull(level, nameof(level)).AsMemory()) is >= 0 and var number
        ? VectorAt(number + _column.FirstId).ToArray()
        : throw new KeyNotFoundException($"Column '{ColumnName}' has no category {NearestName.Quote(level)}.");

    /// <summary>All vectors of a network.</summary>
    internal static IReadOnlyDictionary<string, CategoryEmbedding> Of(TrainedNetwork network, InputSpec input) =>
        ((input as TableInput)?.Categories ?? []).ToDictionary(
            item => item.Column.Name,
            item => new CategoryEmbedding(item.Column, CategoryLookup.Table(network, item.Column.Lookup(item.Slot))));

    /// <summary>The vector of an id.</summary>
    internal ReadOnlySpan<float> VectorAt(int id) => _table.AsSpan(id * Dimensions, Dimensions);

    /// <summary>Reads the ids of a row.</summary>
    internal ColumnReader Bind(DataViewRow row) => _column.Bind(row);

    /// <summary>What a column should be instead, in words, or null where it is right.</summary>
    internal string? Misfit(DataViewSchema.Column column) => _column.Misfit(column);
}
