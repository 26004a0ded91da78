// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes rows of one segment after the other through a buffer.</summary>
/// <param name="file">Where they go.</param>
/// <param name="format">How they are laid out.</param>
/// <param name="bufferWords">Words that are written at once.</param>
internal sealed class SegmentWriter(SpillFile file, RowFormat format, int bufferWords)
{
    private readonly float[] _buffer = LargePages.Allocate(Math.Max(bufferWords, format.MostWords));
    private int _words;
    private int _rows;

    /// <summary>The segment that rows go to.</summary>
    public SpillSegment Segment { get; private set; } = new();

    /// <summary>The words that it has, with those that are not written yet.</summary>
    public long Words => (long)Segment.Words + _words;

    /// <summary>Adds a row; see <see cref="RowFormat.Write"/>.</summary>
    /// <returns>The words that it takes.</returns>
    public int Add(ReadOnlySpan<float> before, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        if (_words + format.MostWords > _buffer.Length)
        {
            Flush();
        }

        var words = format.Write(before, indices, values, _buffer.AsSpan(_words));
        _words += words;
        _rows++;
        return words;
    }

    /// <summary>Ends the segment and begins another.</summary>
    public SpillSegment Finish()
    {
        Flush();
        var finished = Segment;
        Segment = new SpillSegment();
        return finished;
    }

    private void Flush()
    {
        if (_rows > 0)
        {
            Segment.Add(file.Append(_buffer.AsSpan(0, _words)), _words, _rows);
            (_words, _rows) = (0, 0);
        }
    }
}
