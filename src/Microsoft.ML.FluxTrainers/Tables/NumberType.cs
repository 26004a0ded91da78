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
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="origin">What is subtracted from each, or null where the first value that is not missing tells: itself, where it is so large that a Single beside it would lose much.</param>
    public abstract ColumnReader Scalar(DataViewRow row, DataViewSchema.Column column, double? origin);

    /// <summary>Reads a column of vectors.</summary>
    public abstract ColumnReader Vector(DataViewRow row, DataViewSchema.Column column);
}
