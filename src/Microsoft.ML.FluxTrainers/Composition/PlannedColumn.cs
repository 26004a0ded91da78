// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One column of a <see cref="ColumnPlan"/>: passed on or computed.</summary>
/// <param name="name">What it is called.</param>
/// <param name="type">What it holds.</param>
/// <param name="annotations">What is said of it.</param>
/// <param name="dependencies">The columns of the input that it is made of.</param>
internal abstract class PlannedColumn(
    string name, DataViewType type, DataViewSchema.Annotations? annotations, IReadOnlyList<DataViewSchema.Column> dependencies)
{
    public string Name => name;

    public DataViewType Type => type;

    public DataViewSchema.Annotations? Annotations => annotations;

    public IReadOnlyList<DataViewSchema.Column> Dependencies => dependencies;

    /// <summary>A getter of the column's values.</summary>
    /// <param name="input">The row or cursor of the input.</param>
    /// <param name="column">The column as the output's schema has it, for errors.</param>
    public abstract ValueGetter<TValue> Getter<TValue>(DataViewRow input, DataViewSchema.Column column);
}
