// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Some rows of a view in its order, read as they are asked for. A row that is selected several times comes several times in a row, each time with an id of
/// its own, so that sampling with replacement and oversampling need no copy either.</summary>
/// <remarks>The source is read from its start, without shuffling and by one cursor, since a row is found by counting. So it must give the same rows in the same order
/// each time.</remarks>
/// <param name="source">The view.</param>
/// <param name="rows">Which of its rows, counted from 0.</param>
internal sealed class RowSelection(IDataView source, RowNumbers rows) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new RowSelectionCursor(source.GetRowCursor(columnsNeeded), rows);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];
}
