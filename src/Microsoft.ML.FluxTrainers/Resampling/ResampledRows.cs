// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a split may ask of data: the number of its rows, and which of them have the same value in a column.</summary>
internal sealed class ResampledRows
{
    private readonly IDataView _data;
    private readonly Dictionary<string, int[]> _codes = [];

    public ResampledRows(IDataView data)
    {
        _data = data;
        var count = CountedRows.Of(data);
        Count = count <= Array.MaxLength ? (int)count : throw new InvalidOperationException(FormattableString.Invariant(
            $"The data has {count} rows, but folds can be made of at most {Array.MaxLength}."));
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The rows in the order of the data.</summary>
    public int[] InOrder => [.. Enumerable.Range(0, Count)];

    /// <summary>The rows, shuffled where that is wanted.</summary>
    public int[] Order(bool shuffle, RandomStreams streams, int repeat)
    {
        var order = InOrder;
        if (shuffle)
        {
            streams.Named(FormattableString.Invariant($"folds {repeat}")).Shuffle(order);
        }

        return order;
    }

    /// <summary>A number for each row, the same where the column has the same value, read once.</summary>
    public int[] Codes(string columnName) => _codes.TryGetValue(columnName, out var codes) ? codes : _codes[columnName] = ColumnCodes.Read(_data, columnName, Count);

    /// <summary>Throws where there are too few of something for the folds.</summary>
    public static void RequireAtLeast(long least, int count, string what, Resampling resampling)
    {
        if (count < least)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{resampling} needs at least {least} {what}, but the data has {count}."));
        }
    }
}
