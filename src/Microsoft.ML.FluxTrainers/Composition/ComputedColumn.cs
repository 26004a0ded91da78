// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column that is computed from columns of the input.</summary>
/// <typeparam name="T">The type of its values in memory.</typeparam>
/// <param name="name">What it is called.</param>
/// <param name="type">What it holds.</param>
/// <param name="annotations">What is said of it.</param>
/// <param name="dependencies">The columns of the input that it is made of.</param>
/// <param name="make">Makes a getter for a row of the input.</param>
internal sealed class ComputedColumn<T>(
    string name,
    DataViewType type,
    DataViewSchema.Annotations? annotations,
    IReadOnlyList<DataViewSchema.Column> dependencies,
    Func<DataViewRow, ValueGetter<T>> make)
    : PlannedColumn(name, type, annotations, dependencies)
{
    public override ValueGetter<TValue> Getter<TValue>(DataViewRow input, DataViewSchema.Column column) =>
        ColumnErrors.As<TValue>(make(input), column);
}
