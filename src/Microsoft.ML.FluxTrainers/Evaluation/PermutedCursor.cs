// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A cursor of a <see cref="PermutedView"/>.</summary>
internal sealed class PermutedCursor(DataViewRowCursor input, int permuted, ColumnBuffer values, int[] order) : DataViewRowCursor
{
    private int _at = -1;

    public override DataViewSchema Schema => input.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => column.Index == permuted
        ? ColumnErrors.As<TValue>(values.Getter(() => order[_at]), column)
        : input.GetGetter<TValue>(column);

    public override bool MoveNext()
    {
        _at++;
        return input.MoveNext();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
