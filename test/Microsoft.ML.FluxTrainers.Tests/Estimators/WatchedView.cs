// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A view that notes the cursors and columns it is asked for; a cursor set has as many cursors as wanted.</summary>
internal sealed class WatchedView(IDataView view) : IDataView
{
    public int Open { get; set; }

    public int Passes { get; private set; }

    public List<string> Columns { get; } = [];

    public bool CanShuffle => view.CanShuffle;

    public DataViewSchema Schema => view.Schema;

    public long? GetRowCount() => view.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Passes++;
        Columns.AddRange(columnsNeeded.Select(column => column.Name));
        return new WatchedCursor(this, view.GetRowCursor(columnsNeeded, rand));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. Enumerable.Range(0, n).Select(_ => GetRowCursor(columnsNeeded, rand))];
}
