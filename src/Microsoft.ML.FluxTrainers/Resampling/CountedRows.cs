// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Counts rows, by reading where the data does not know.</summary>
internal static class CountedRows
{
    private const int RowsPerCheck = 65536;

    /// <summary>How many rows there are.</summary>
    /// <param name="data">The data.</param>
    /// <param name="checkAlive">Called now and then where rows have to be read; throws to stop.</param>
    public static long Of(IDataView data, Action? checkAlive = null)
    {
        if (data.GetRowCount() is { } known)
        {
            return known;
        }

        using var cursor = data.GetRowCursor([]);
        var count = 0L;
        for (; cursor.MoveNext(); count++)
        {
            if (count % RowsPerCheck == 0)
            {
                checkAlive?.Invoke();
            }
        }

        return count;
    }
}
