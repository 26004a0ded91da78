// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A view with columns of ours, computed as rows are read.</summary>
/// <param name="mapper">What the columns are.</param>
/// <param name="wrap">Makes a cursor over some columns from a cursor of the source.</param>
/// <param name="source">The source.</param>
internal sealed class ScoredView(
    IRowToRowMapper mapper, Func<DataViewRowCursor, List<DataViewSchema.Column>, DataViewRowCursor> wrap, IDataView source) : ScoredViewBase(source)
{
    public override bool CanShuffle => Source.CanShuffle;

    public override DataViewSchema Schema => mapper.OutputSchema;

    public override long? GetRowCount() => Source.GetRowCount();

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = columnsNeeded.ToList();
        return Wrap(Source.GetRowCursor(mapper.GetDependencies(columns), rand), columns);
    }

    public override DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var columns = columnsNeeded.ToList();
        DataViewRowCursor[] cursors = [.. Source.GetRowCursorSet(mapper.GetDependencies(columns), n, rand)];
        try
        {
            for (var i = 0; i < cursors.Length; i++)
            {
                cursors[i] = Wrap(cursors[i], columns);
            }

            return cursors;
        }
        catch
        {
            Array.ForEach(cursors, cursor => cursor.Dispose());
            throw;
        }
    }

    private DataViewRowCursor Wrap(DataViewRowCursor input, List<DataViewSchema.Column> columns)
    {
        try
        {
            return wrap(input, columns);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }
}
