// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Some rows of data, counted from 0, ascending; a row may be there more than once.</summary>
internal sealed class RowNumbers : IReadOnlyList<long>
{
    private readonly int[] _rows;

    private RowNumbers(int[] rows) => _rows = rows;

    public int Count => _rows.Length;

    public long this[int index] => _rows[index];

    /// <summary>The rows in ascending order.</summary>
    public static RowNumbers Of(IEnumerable<int> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted);
        return new(sorted);
    }

    /// <summary>The rows from one to before another.</summary>
    public static RowNumbers Range(int start, int end) => new([.. Enumerable.Range(start, end - start)]);

    /// <summary>Those of the first rows that are wanted.</summary>
    public static RowNumbers Where(int count, Func<int, bool> isWanted) => new([.. Enumerable.Range(0, count).Where(isWanted)]);

    public IEnumerator<long> GetEnumerator() => _rows.Select(row => (long)row).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
