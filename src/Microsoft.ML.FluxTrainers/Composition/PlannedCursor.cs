// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A cursor of the source with the columns of a plan.</summary>
internal sealed class PlannedCursor(ColumnPlan plan, DataViewRowCursor input, List<DataViewSchema.Column> columns) : DataViewRowCursor
{
    private readonly HashSet<int> _active = [.. columns.Select(column => column.Index)];

    public override DataViewSchema Schema => plan.OutputSchema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        IsColumnActive(column) ? plan.Getter<TValue>(input, column) : throw ColumnErrors.NotActive(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
