// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads columns of all rows, whatever their types, for what reading them does.</summary>
internal static class RowPass
{
    /// <summary>How long the predictions of a row take: all columns that scoring added, read once.</summary>
    /// <param name="scored">The scored rows.</param>
    /// <param name="rows">The rows before.</param>
    /// <returns>The mean time of a row; null where there are no rows, or nothing was added that can be read.</returns>
    public static TimeSpan? TimePerRow(IDataView scored, IDataView rows)
    {
        var added = scored.Schema.Where(column => !column.IsHidden && Count(scored, column.Name) > Count(rows, column.Name)).ToList();
        if (added.Count == 0)
        {
            return null;
        }

        var count = 0L;
        var clock = Stopwatch.StartNew();
        using (var cursor = scored.GetRowCursor(added))
        {
            var readers = added.Select(column => Reader(cursor, column)).ToList();
            for (; cursor.MoveNext(); count++)
            {
                readers.ForEach(read => read());
            }
        }

        return count == 0 ? null : clock.Elapsed / count;
    }

    // A model behind another one adds columns of names that are there.
    private static int Count(IDataView data, string name) => data.Schema.Count(column => column.Name == name);

    /// <summary>What reads a column's value of the row that the cursor shows, and throws it away.</summary>
    private static Action Reader(DataViewRowCursor cursor, DataViewSchema.Column column) =>
        (Action)typeof(RowPass).GetMethod(nameof(Read), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(column.Type.RawType).Invoke(null, [cursor, column])!;

    private static Action Read<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        var getter = cursor.GetGetter<T>(column);
        T value = default!;
        return () => getter(ref value);
    }
}
