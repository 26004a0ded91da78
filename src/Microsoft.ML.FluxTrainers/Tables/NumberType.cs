// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A type of values that are read as numbers.</summary>
internal abstract class NumberType(string name, PrimitiveDataViewType type)
{
    /// <summary>The name in a saved model.</summary>
    public string Name => name;

    public PrimitiveDataViewType Type => type;

    /// <summary>Reads a column of single values.</summary>
    public abstract ColumnReader Scalar(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Reads a column of vectors.</summary>
    public abstract ColumnReader Vector(DataViewRow row, DataViewSchema.Column column);
}
