// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Numbers the values of a column in the order of their first row. A missing value is a value like others.</summary>
internal static class ColumnCodes
{
    /// <summary>The number of each row's value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or has no single values.</exception>
    public static int[] Read(IDataView data, string columnName, int count)
    {
        var column = data.Schema.GetColumnOrNull(columnName) ?? throw new ArgumentOutOfRangeException(
            nameof(columnName), columnName, $"There is no column '{columnName}' to split by. The data has: {string.Join(", ", data.Schema.Where(other => !other.IsHidden).Select(other => other.Name))}.");
        using var cursor = data.GetRowCursor([column]);
        return column.Type.RawType switch
        {
            var type when type == typeof(ReadOnlyMemory<char>) => OfValues<ReadOnlyMemory<char>, string>(cursor, column, count, text => text.ToString()),
            var type when type == typeof(bool) => OfValues<bool>(cursor, column, count),
            var type when type == typeof(byte) => OfValues<byte>(cursor, column, count),
            var type when type == typeof(sbyte) => OfValues<sbyte>(cursor, column, count),
            var type when type == typeof(ushort) => OfValues<ushort>(cursor, column, count),
            var type when type == typeof(short) => OfValues<short>(cursor, column, count),
            var type when type == typeof(uint) => OfValues<uint>(cursor, column, count),
            var type when type == typeof(int) => OfValues<int>(cursor, column, count),
            var type when type == typeof(ulong) => OfValues<ulong>(cursor, column, count),
            var type when type == typeof(long) => OfValues<long>(cursor, column, count),
            var type when type == typeof(float) => OfValues<float>(cursor, column, count),
            var type when type == typeof(double) => OfValues<double>(cursor, column, count),
            var type when type == typeof(DateTime) => OfValues<DateTime>(cursor, column, count),
            var type when type == typeof(DateTimeOffset) => OfValues<DateTimeOffset>(cursor, column, count),
            var type when type == typeof(TimeSpan) => OfValues<TimeSpan>(cursor, column, count),
            _ => throw new ArgumentOutOfRangeException(
                nameof(columnName), columnName, $"Column '{columnName}' must hold a key, text, Boolean, number or time to split by, but is {column.Type}."),
        };
    }

    private static int[] OfValues<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int count)
        where T : notnull =>
        OfValues<T, T>(cursor, column, count, value => value);

    private static int[] OfValues<T, TKey>(DataViewRowCursor cursor, DataViewSchema.Column column, int count, Func<T, TKey> toKey)
        where TKey : notnull
    {
        var get = cursor.GetGetter<T>(column);
        var codes = new int[count];
        var known = new Dictionary<TKey, int>();
        T value = default!;
        for (var row = 0; row < count && cursor.MoveNext(); row++)
        {
            get(ref value);
            var key = toKey(value);
            if (!known.TryGetValue(key, out codes[row]))
            {
                known.Add(key, codes[row] = known.Count);
            }
        }

        return codes;
    }
}
