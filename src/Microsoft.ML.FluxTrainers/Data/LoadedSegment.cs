// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of a segment in memory, which the next segment takes over.</summary>
/// <param name="format">How rows are laid out.</param>
internal sealed class LoadedSegment(RowFormat format)
{
    private float[] _words = [];
    private int[] _starts = []; // of sparse rows

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Which row comes when, or none where they come as they lie.</summary>
    public int[] Order { get; set; } = [];

    /// <summary>Reads a segment.</summary>
    public void Load(SpillFile file, SpillSegment segment)
    {
        if (_words.Length < segment.Words)
        {
            _words = LargePages.Allocate((int)Math.Min(segment.Words + (segment.Words / 8L), Array.MaxLength)); // the next one may be a little larger
        }

        segment.Read(file, _words.AsSpan(0, segment.Words));
        (Rows, Order) = (segment.Rows, []);
        if (format.IsSparse)
        {
            FindStarts();
        }
    }

    /// <summary>The words of a row.</summary>
    public ReadOnlySpan<float> this[int row]
    {
        get
        {
            if (!format.IsSparse)
            {
                return _words.AsSpan(row * format.MostWords, format.MostWords);
            }

            var words = _words.AsSpan(_starts[row]);
            return words[..format.Length(words)];
        }
    }

    private void FindStarts()
    {
        if (_starts.Length < Rows)
        {
            _starts = new int[Rows];
        }

        var at = 0;
        for (var row = 0; row < Rows; row++)
        {
            _starts[row] = at;
            at += format.Length(_words.AsSpan(at));
        }
    }
}
