// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes rows of one segment after the other through a buffer.</summary>
/// <param name="file">Where they go.</param>
/// <param name="format">How they are laid out.</param>
/// <param name="bufferWords">Words that are written at once, if not fewer.</param>
/// <param name="large">Room for one row that is longer than a buffer, which all writers of a file share: each row of few numbers may be one of many.</param>
internal sealed class SegmentWriter(SpillFile file, RowFormat format, int bufferWords, Lazy<float[]> large)
{
    private const int MostBufferWords = 1 << 18; // more would save little, and their memory has to be cleared before
    private readonly float[] _buffer = LargePages.Allocate(Math.Min(bufferWords, MostBufferWords));
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
        if (_words + format.MostWords <= _buffer.Length)
        {
            return Keep(before, indices, values);
        }

        var needed = format.WordsFor(values);
        if (_words + needed > _buffer.Length)
        {
            Flush();
        }

        return needed <= _buffer.Length ? Keep(before, indices, values) : WriteLarge(before, indices, values);
    }

    /// <summary>Ends the segment and begins another.</summary>
    public SpillSegment Finish()
    {
        Flush();
        var finished = Segment;
        Segment = new SpillSegment();
        return finished;
    }

    private int Keep(ReadOnlySpan<float> before, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        var words = format.Write(before, indices, values, _buffer.AsSpan(_words));
        _words += words;
        _rows++;
        return words;
    }

    private int WriteLarge(ReadOnlySpan<float> before, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        var words = format.Write(before, indices, values, large.Value);
        Segment.Add(file.Append(large.Value.AsSpan(0, words)), words, 1);
        return words;
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
