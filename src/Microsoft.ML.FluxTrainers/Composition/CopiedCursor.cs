// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the rows of a <see cref="CopiedView"/>.</summary>
internal sealed class CopiedCursor(CopiedView view, DataViewRowCursor input, int[]? copies, List<DataViewSchema.Column> columns) : DataViewRowCursor
{
    private readonly HashSet<int> _active = [.. columns.Select(column => column.Index)];
    private long _position = -1;
    private int _left;
    private bool _ended;

    /// <summary>The number of the row in the source.</summary>
    public int Row { get; private set; } = -1;

    /// <summary>Which copy of it this is: 0 is the row itself.</summary>
    public int Copy { get; private set; }

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _ended ? -1 : _position;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        var get = input.GetIdGetter();
        return (ref DataViewRowId id) =>
        {
            get(ref id);
            id = Copy == 0 ? id : id.Combine(new DataViewRowId((ulong)Copy, 0));
        };
    }

    public override bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        if (_left > 0)
        {
            _left--;
            Copy++;
        }
        else if (!MoveToNextWanted())
        {
            _ended = true;
            return false;
        }

        _position++;
        return true;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw ColumnErrors.NotActive(column);
        }

        return column.Index == view.ChangedIndex
            ? ColumnErrors.As<TValue>(view.Changed!.Getter(this, input), column)
            : input.GetGetter<TValue>(input.Schema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended = true;
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool MoveToNextWanted()
    {
        while (input.MoveNext())
        {
            Row++;
            var count = copies is null ? 1 : Row < copies.Length ? copies[Row] : throw OtherRows();
            if (count > 0)
            {
                (Copy, _left) = (0, count - 1);
                return true;
            }
        }

        return copies is null || Row + 1 == copies.Length ? false : throw OtherRows();
    }

    private InvalidOperationException OtherRows() => new(
        $"The data gives another number of rows than before ({copies!.Length}). Data that is read anew must give the same rows in the same order each time: cache it with mlContext.Data.Cache.");
}
