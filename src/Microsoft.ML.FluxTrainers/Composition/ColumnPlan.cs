// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which columns a row has after a step: some of the input's, and computed ones.</summary>
internal sealed class ColumnPlan : IColumnMapper
{
    private readonly IReadOnlyList<PlannedColumn> _columns;

    public ColumnPlan(DataViewSchema input, IReadOnlyList<PlannedColumn> columns)
    {
        (InputSchema, _columns) = (input, columns);
        var schema = new DataViewSchema.Builder();
        foreach (var column in columns)
        {
            schema.AddColumn(column.Name, column.Type, column.Annotations);
        }

        OutputSchema = schema.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>All columns of the input, those of some indexes replaced.</summary>
    public static ColumnPlan Replace(DataViewSchema input, params IEnumerable<(int Index, PlannedColumn Column)> replaced)
    {
        var columns = input.Select(column => (PlannedColumn)new PassedColumn(column)).ToArray();
        foreach (var (index, column) in replaced)
        {
            columns[index] = column;
        }

        return new ColumnPlan(input, columns);
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        dependingColumns.SelectMany(column => _columns[column.Index].Dependencies).DistinctBy(column => column.Index);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new MappedRow(this, input, activeColumns);

    public ValueGetter<TValue> Getter<TValue>(DataViewRow input, DataViewSchema.Column column) =>
        _columns[column.Index].Getter<TValue>(input, column);
}
