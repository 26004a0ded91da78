// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Holds the values of one column for the rows of a batch.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Whether values of a type stay as they are when the cursor moves on: numbers, texts, keys, dates, and vectors
    /// of them. Other types (an image, say) may belong to whoever reads them.</summary>
    public static bool CanHold(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    /// <summary>A buffer for a column.</summary>
    public static ColumnBuffer Of(DataViewRow input, DataViewSchema.Column column, int capacity)
    {
        var buffer = column.Type is VectorDataViewType vector
            ? typeof(VectorBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ScalarBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(buffer, input, column, capacity)!;
    }

    /// <summary>Reads the value of the row that the input is at.</summary>
    public abstract void Read(int slot);

    /// <summary>A getter of the value in the slot that <paramref name="here"/> names.</summary>
    public abstract Delegate Getter(Func<int> here);
}
