// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads a column whole.</summary>
internal static class ColumnScan
{
    private const int RowsPerCheck = 1024;

    /// <summary>The values of a column in the order of the rows.</summary>
    /// <param name="host">Asked now and then whether to go on.</param>
    /// <param name="data">The data.</param>
    /// <param name="column">A column whose values stay as they are when the cursor moves on.</param>
    public static List<T> Read<T>(TrainerHost host, IDataView data, DataViewSchema.Column column)
    {
        var values = new List<T>();
        using var cursor = data.GetRowCursor([column]);
        var get = cursor.GetGetter<T>(column);
        while (cursor.MoveNext())
        {
            if (values.Count % RowsPerCheck == 0)
            {
                host.CheckAlive();
            }

            var value = default(T)!;
            get(ref value);
            values.Add(value);
        }

        return values;
    }
}
