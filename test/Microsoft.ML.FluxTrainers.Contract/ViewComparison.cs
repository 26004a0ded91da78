// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Compares the rows of two views, cursored side by side.</summary>
public static class ViewComparison
{
    /// <summary>What differs between all columns of one view and some columns of another one.</summary>
    /// <param name="expected">Cursored with all columns.</param>
    /// <param name="actual">Cursored with the columns wanted.</param>
    /// <param name="wanted">The columns wanted.</param>
    /// <param name="tolerance">How far numbers may lie apart.</param>
    public static Differences Of(
        IDataView expected, IDataView actual, Func<DataViewSchema.Column, bool> wanted, Tolerance tolerance)
    {
        using var left = expected.GetRowCursor(expected.Schema);
        using var right = actual.GetRowCursor(actual.Schema.Where(wanted));
        var columns = actual.Schema.Where(wanted).Select(column => (right, column.Index));
        return Of(left, [right], [.. columns], tolerance, expected, actual);
    }

    /// <summary>What differs between two views, where each column of the second one is read by a cursor of its own, all in
    /// step.</summary>
    /// <param name="expected">Cursored with all columns.</param>
    /// <param name="actual">Cursored once for each column.</param>
    /// <param name="tolerance">How far numbers may lie apart.</param>
    public static Differences ColumnByColumn(IDataView expected, IDataView actual, Tolerance tolerance)
    {
        using var left = expected.GetRowCursor(expected.Schema);
        var rights = actual.Schema.Select(column => actual.GetRowCursor([column])).ToArray();
        try
        {
            var columns = rights.Select((cursor, index) => (cursor, index));
            return Of(left, rights, [.. columns], tolerance, expected, actual);
        }
        finally
        {
            Array.ForEach(rights, cursor => cursor.Dispose());
        }
    }

    private static Differences Of(
        DataViewRowCursor left,
        DataViewRowCursor[] rights,
        (DataViewRowCursor Cursor, int Index)[] columns,
        Tolerance tolerance,
        IDataView expected,
        IDataView actual)
    {
        var differences = new Differences();
        differences.Expect(left.Schema == expected.Schema, () => "the first view and its cursor have different schemas");
        differences.Expect(
            Array.TrueForAll(rights, right => right.Schema == actual.Schema),
            () => "the second view and its cursor have different schemas");
        var cells = Array.ConvertAll(columns, pair => new CellPair(
            pair.Index, Cell.Of(left, left.Schema[pair.Index]), Cell.Of(pair.Cursor, pair.Cursor.Schema[pair.Index])));
        var ids = new RowIds(left, rights);
        while (!differences.Enough)
        {
            var more = left.MoveNext();
            if (rights.Count(right => right.MoveNext()) != (more ? rights.Length : 0))
            {
                differences.Expect(false, () => $"the views have different numbers of rows, as seen at row {left.Position}");
                break;
            }

            if (!more)
            {
                break;
            }

            ids.Compare(differences);
            foreach (var cell in cells)
            {
                cell.Compare(left, tolerance, differences);
            }
        }

        return differences;
    }
}
