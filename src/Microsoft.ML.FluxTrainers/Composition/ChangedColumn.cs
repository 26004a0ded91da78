// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of a <see cref="CopiedView"/> whose values depend on which row, and which copy of it, the cursor is at.</summary>
/// <param name="name">What it is called. A column of the source with this name is replaced.</param>
/// <param name="type">What it holds.</param>
/// <param name="annotations">What is said of it.</param>
/// <param name="source">The column of the source that it is made of, or null.</param>
internal abstract class ChangedColumn(string name, DataViewType type, DataViewSchema.Annotations? annotations, DataViewSchema.Column? source)
{
    public string Name => name;

    public DataViewType Type => type;

    public DataViewSchema.Annotations? Annotations => annotations;

    public DataViewSchema.Column? Source => source;

    /// <summary>A getter of the column's values.</summary>
    /// <param name="cursor">Where the reading is.</param>
    /// <param name="input">The row of the source.</param>
    public abstract Delegate Getter(CopiedCursor cursor, DataViewRow input);
}
