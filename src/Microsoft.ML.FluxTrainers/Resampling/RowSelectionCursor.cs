// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Goes over the rows of another cursor, and stops at those that are selected.</summary>
internal sealed class RowSelectionCursor(DataViewRowCursor input, RowNumbers rows) : DataViewRowCursor
{
    private int _at = -1;
    private long _row = -1;
    private uint _copy;

    public override DataViewSchema Schema => input.Schema;

    public override long Position => _at < rows.Count ? _at : -1;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        var get = input.GetIdGetter();
        return (ref DataViewRowId id) =>
        {
            get(ref id);
            id = _copy == 0 ? id : id.Combine(new DataViewRowId(_copy, 0));
        };
    }

    public override bool MoveNext()
    {
        if (_at >= rows.Count || ++_at == rows.Count)
        {
            return false;
        }

        _copy = rows[_at] == _row ? _copy + 1 : 0;
        while (_row < rows[_at])
        {
            _row += input.MoveNext() ? 1 : throw new InvalidOperationException(FormattableString.Invariant(
                $"The data ended after {_row + 1} rows, but row {rows[_at]} was selected. It must give the same rows whenever it is read: cache it with mlContext.Data.Cache."));
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _at = rows.Count;
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
