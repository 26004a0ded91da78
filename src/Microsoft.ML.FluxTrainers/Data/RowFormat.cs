// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a row is laid out in a file: some numbers of its own, then its features.</summary>
/// <param name="Width">Features per row.</param>
/// <param name="Before">Numbers before them: targets and weight, or none.</param>
/// <param name="IsSparse">Whether features begin with how many of them are stored: their indices and values follow, or all values where that is shorter.</param>
internal sealed record RowFormat(int Width, int Before, bool IsSparse)
{
    /// <summary>The count that announces all values.</summary>
    private const int All = -1;

    /// <summary>The most words that a row takes.</summary>
    public int MostWords => Before + Width + (IsSparse ? 1 : 0);

    /// <summary>A buffer for one row, made when it is first needed.</summary>
    public Lazy<float[]> OneRow() => new(() => LargePages.Allocate(MostWords));

    /// <summary>The words that a row takes.</summary>
    /// <param name="values">Its values, as they are given to <see cref="Write"/>.</param>
    public int WordsFor(ReadOnlySpan<float> values) =>
        IsSparse ? Before + 1 + (int)Math.Min(Width, 2L * Stored(values)) : MostWords;

    /// <summary>Writes a row.</summary>
    /// <param name="before">Its own numbers.</param>
    /// <param name="indices">Which features have values; none where all have, in order.</param>
    /// <param name="values">The values.</param>
    /// <param name="record">Receives it: room for <see cref="WordsFor"/>.</param>
    /// <returns>The words that it takes.</returns>
    public int Write(ReadOnlySpan<float> before, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> record)
    {
        before.CopyTo(record);
        var features = record[Before..];
        var isDense = values.Length == Width;
        if (!IsSparse)
        {
            WriteAll(indices, values, features[..Width]);
            return Before + Width;
        }

        var count = Stored(values);
        var head = Integers(features[..1]);
        if (2L * count >= Width)
        {
            head[0] = All;
            WriteAll(indices, values, features.Slice(1, Width));
            return Before + 1 + Width;
        }

        head[0] = count;
        var places = Integers(features.Slice(1, count));
        var numbers = features.Slice(1 + count, count);
        for (int i = 0, at = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                (places[at], numbers[at++]) = (isDense ? i : indices[i], values[i]);
            }
        }

        return Before + 1 + (2 * count);
    }

    /// <summary>The words that the row at the start of some words takes.</summary>
    public int Length(ReadOnlySpan<float> words)
    {
        if (!IsSparse)
        {
            return Before + Width;
        }

        var count = Integers(words.Slice(Before, 1))[0];
        return Before + 1 + (count == All ? Width : 2 * count);
    }

    /// <summary>Reads the features of a row, every one of them.</summary>
    public void Read(ReadOnlySpan<float> record, Span<float> features)
    {
        var indices = Indices(record);
        var values = Values(record);
        if (indices.IsEmpty && values.Length == Width)
        {
            values.CopyTo(features);
            return;
        }

        features.Clear();
        for (var i = 0; i < indices.Length; i++)
        {
            features[indices[i]] = values[i];
        }
    }

    /// <summary>Which features of a row have values; none where all have, in order.</summary>
    public ReadOnlySpan<int> Indices(ReadOnlySpan<float> record)
    {
        var count = IsSparse ? Integers(record.Slice(Before, 1))[0] : All;
        return count == All ? [] : Integers(record.Slice(Before + 1, count));
    }

    /// <summary>The values of a row.</summary>
    public ReadOnlySpan<float> Values(ReadOnlySpan<float> record)
    {
        if (!IsSparse)
        {
            return record.Slice(Before, Width);
        }

        var count = Integers(record.Slice(Before, 1))[0];
        return count == All ? record.Slice(Before + 1, Width) : record.Slice(Before + 1 + count, count);
    }

    private static int Stored(ReadOnlySpan<float> values) => values.Length - System.MemoryExtensions.Count(values, 0f);

    private void WriteAll(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> features)
    {
        if (values.Length == Width)
        {
            values.CopyTo(features);
            return;
        }

        features.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            features[indices[i]] = values[i];
        }
    }

    private static Span<int> Integers(Span<float> words) => MemoryMarshal.Cast<float, int>(words);

    private static ReadOnlySpan<int> Integers(ReadOnlySpan<float> words) => MemoryMarshal.Cast<float, int>(words);
}
