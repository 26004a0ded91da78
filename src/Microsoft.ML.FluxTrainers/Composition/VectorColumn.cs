// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Vectors of named numbers, computed or kept in memory, as features for a model.</summary>
internal static class VectorColumn
{
    /// <summary>The annotations of a vector whose slots have names.</summary>
    public static DataViewSchema.Annotations Named(IReadOnlyList<string> names)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddSlotNames(names);
        return annotations.ToAnnotations();
    }

    /// <summary>The type of a vector.</summary>
    public static VectorDataViewType Type(int width) => new(NumberDataViewType.Single, width);

    /// <summary>The names of a column's slots: its own where it has them, else its name and their numbers.</summary>
    public static IReadOnlyList<string> Names(DataViewSchema.Column column, int width)
    {
        if (column.Type is not VectorDataViewType)
        {
            return [column.Name];
        }

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        if (column.HasSlotNames())
        {
            column.GetSlotNames(ref names);
        }

        return [.. Enumerable.Range(0, width).Select(slot => slot < names.Length && names.GetItemOrDefault(slot) is { IsEmpty: false } name
            ? name.ToString()
            : FormattableString.Invariant($"{column.Name}[{slot}]"))];
    }

    /// <summary>A computed vector.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="names">The names of its slots.</param>
    /// <param name="sources">What it is made of.</param>
    /// <param name="fill">Makes what fills the vector of the row at hand.</param>
    public static PlannedColumn Computed(
        string name, IReadOnlyList<string> names, IReadOnlyList<DataViewSchema.Column> sources, Func<DataViewRow, Action<float[]>> fill) =>
        new ComputedColumn<VBuffer<float>>(name, Type(names.Count), Named(names), sources, row =>
        {
            var write = fill(row);
            var numbers = new float[names.Count];
            return (ref VBuffer<float> value) =>
            {
                write(numbers);
                var editor = VBufferEditor.Create(ref value, numbers.Length);
                numbers.CopyTo(editor.Values);
                value = editor.Commit();
            };
        });
}
