// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows in a file that are read together, in the order in which they were written.</summary>
internal sealed class SpillSegment
{
    private readonly List<(long Start, int Words)> _extents = [];
    private bool _isFreed;

    /// <summary>How many rows it holds.</summary>
    public int Rows { get; private set; }

    /// <summary>How many words they take.</summary>
    public int Words { get; private set; }

    /// <summary>Notes rows that were written.</summary>
    /// <param name="start">Where in the file they begin.</param>
    /// <param name="words">How many words they take.</param>
    /// <param name="rows">How many they are.</param>
    public void Add(long start, int words, int rows)
    {
        _extents.Add((start, words));
        Rows += rows;
        Words = checked(Words + words);
    }

    /// <summary>Reads all words.</summary>
    /// <exception cref="InvalidOperationException">They were given up.</exception>
    public void Read(SpillFile file, Span<float> words)
    {
        if (_isFreed)
        {
            throw new InvalidOperationException("Rows of a temporary file were read once more after their last pass.");
        }

        var at = 0;
        foreach (var (start, count) in _extents)
        {
            file.Read(start, words.Slice(at, count));
            at += count;
        }
    }

    /// <summary>Gives up all words, which were read for the last time.</summary>
    public void Free(SpillFile file)
    {
        _isFreed = true;
        _extents.ForEach(extent => file.Free(extent.Start, (long)extent.Words * sizeof(float)));
    }
}
