// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A view of which one column has the values of other rows: that column is in memory, everything else is read from the source.</summary>
/// <param name="source">The view. It must give the same rows whenever it is read.</param>
/// <param name="column">The column.</param>
/// <param name="values">Its values, row by row.</param>
/// <param name="order">From which row each row has its value.</param>
internal sealed class PermutedView(IDataView source, DataViewSchema.Column column, ColumnBuffer values, int[] order) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => order.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new PermutedCursor(source.GetRowCursor(columnsNeeded), column.Index, values, order);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];
}
