// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of another view, each as often as wanted, perhaps with one column changed. Nothing is copied: rows are read again as they come.</summary>
/// <remarks>Copies follow their row. The source must give the same rows in the same order each time that it is read.</remarks>
internal sealed class CopiedView : IDataView
{
    private readonly IDataView _source;
    private readonly int[]? _copies;
    private readonly long? _count;

    /// <summary>A view of rows as often as wanted.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="copies">How often each row is there; null for each row once.</param>
    /// <param name="changed">The column that differs, or null.</param>
    public CopiedView(IDataView source, int[]? copies, ChangedColumn? changed = null)
    {
        (_source, _copies, Changed) = (source, copies, changed);
        _count = copies?.Sum(count => (long)count) ?? source.GetRowCount();
        Schema = source.Schema;
        if (changed is null)
        {
            return;
        }

        ChangedIndex = source.Schema.GetColumnOrNull(changed.Name)?.Index ?? source.Schema.Count;
        var schema = new DataViewSchema.Builder();
        foreach (var column in source.Schema)
        {
            if (column.Index == ChangedIndex)
            {
                schema.AddColumn(changed.Name, changed.Type, changed.Annotations);
            }
            else
            {
                schema.AddColumn(column.Name, column.Type, column.Annotations);
            }
        }

        if (ChangedIndex == source.Schema.Count)
        {
            schema.AddColumn(changed.Name, changed.Type, changed.Annotations);
        }

        Schema = schema.ToSchema();
    }

    /// <summary>False: which rows are there is known by their order.</summary>
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    /// <summary>The column that differs from the source's, or null.</summary>
    public ChangedColumn? Changed { get; }

    /// <summary>Where it stands in <see cref="Schema"/>; -1 where there is none.</summary>
    public int ChangedIndex { get; } = -1;

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = columnsNeeded.ToList();
        var passed = columns.Where(column => column.Index != ChangedIndex).Select(column => _source.Schema[column.Index]);
        var made = columns.Exists(column => column.Index == ChangedIndex) && Changed!.Source is { } source ? [source] : Array.Empty<DataViewSchema.Column>();
        return new CopiedCursor(this, _source.GetRowCursor(passed.Concat(made).DistinctBy(column => column.Index)), _copies, columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
