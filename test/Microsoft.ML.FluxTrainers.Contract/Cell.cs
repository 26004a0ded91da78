// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Reads a column or an annotation of any type. A vector is read into the same buffer again and again, as
/// cursors are used, and copied out: texts as <see cref="string"/>, vectors as dense arrays.</summary>
public abstract class Cell
{
    /// <summary>A reader of a column.</summary>
    /// <param name="row">The row or cursor, which has the column active.</param>
    /// <param name="column">The column.</param>
    public static Cell Of(DataViewRow row, DataViewSchema.Column column) => Of(row, typeof(DataViewRow), column);

    /// <summary>A reader of an annotation.</summary>
    /// <param name="annotations">The annotations.</param>
    /// <param name="kind">The annotation, one of their schema.</param>
    public static Cell Of(DataViewSchema.Annotations annotations, DataViewSchema.Column kind) =>
        Of(annotations, typeof(DataViewSchema.Annotations), kind);

    /// <summary>Reads the value.</summary>
    public abstract object? Read();

    private static Cell Of(object source, Type type, DataViewSchema.Column column)
    {
        var getter = type.GetMethod("GetGetter")!.MakeGenericMethod(column.Type.RawType)
            .Invoke(source, BindingFlags.DoNotWrapExceptions, null, [column], null)!;
        var cell = column.Type is VectorDataViewType vector
            ? typeof(VectorCell<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarCell<>).MakeGenericType(column.Type.RawType);
        return (Cell)Activator.CreateInstance(cell, getter)!;
    }
}
