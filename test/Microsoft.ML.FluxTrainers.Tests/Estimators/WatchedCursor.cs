// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A cursor of a <see cref="WatchedView"/>, open until it is disposed.</summary>
internal sealed class WatchedCursor : DataViewRowCursor
{
    private readonly WatchedView _view;
    private readonly DataViewRowCursor _input;
    private bool _closed;

    public WatchedCursor(WatchedView view, DataViewRowCursor input)
    {
        (_view, _input) = (view, input);
        view.Open++;
    }

    public override DataViewSchema Schema => _input.Schema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _input.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _input.GetGetter<TValue>(column);

    public override bool MoveNext() => _input.MoveNext();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            _view.Open--;
            _input.Dispose();
        }

        base.Dispose(disposing);
    }
}
