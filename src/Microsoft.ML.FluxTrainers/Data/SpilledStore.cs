// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows in a temporary file, in the order of the data, to be gone through from the first to the last.</summary>
/// <remarks>They are kept as they came and scaled when they are read.</remarks>
internal sealed class SpilledStore : NumberStore, IDisposable
{
    private readonly SpillFile _file;
    private readonly RowFormat _format;
    private readonly int _segmentWords;
    private readonly SegmentWriter _writer;
    private readonly List<SpillSegment> _segments = [];
    private readonly LoadedSegment _loaded;
    private int _count;
    private int _next; // the segment after the one that is loaded
    private int _first; // the row that the loaded segment begins with
    private long _words;
    private long _stored;
    private bool _isSparse;
    private bool _isLastPass;
    private InputScaling? _scaling;
    private int[] _always = []; // the numbers that count as stored in each row

    /// <summary>Begins with no row.</summary>
    /// <param name="file">Where they go; it is closed with the store.</param>
    /// <param name="width">Features per row.</param>
    /// <param name="isSparse">Whether rows store only the numbers that are not zero.</param>
    /// <param name="segmentWords">About how many words are read at once.</param>
    public SpilledStore(SpillFile file, int width, bool isSparse, int segmentWords)
        : base(width)
    {
        (_file, _isSparse, _segmentWords) = (file, isSparse, segmentWords);
        _format = new RowFormat(width, 0, isSparse);
        _writer = new SegmentWriter(file, _format, segmentWords, _format.OneRow());
        _loaded = new LoadedSegment(_format);
    }

    /// <summary>Asked before each segment is read; throws to stop. Default: nobody asks.</summary>
    public Action CheckAlive { get; init; } = () => { };

    public override int Count => _count;

    public override bool IsInMemory => false;

    public override bool IsSparse => _isSparse;

    public override long StoredCount => _stored;

    /// <inheritdoc/>
    /// <remarks>Of rows that count as full ones, what they take elsewhere.</remarks>
    public override long BytesPerRow => _isSparse ? sizeof(float) * _words / Math.Max(1, _count) : (long)sizeof(float) * Width;

    public override void Append(in VBuffer<float> row)
    {
        var values = row.GetValues();
        if (_format.IsSparse)
        {
            _stored += values.Length - System.MemoryExtensions.Count(values, 0f);
        }

        _words += _writer.Add([], row.IsDense ? [] : row.GetIndices(), values);
        _count++;
        if (_writer.Words >= _segmentWords)
        {
            _segments.Add(_writer.Finish());
        }
    }

    /// <inheritdoc/>
    /// <remarks>The file stays as it is: its rows count as rows with every number stored.</remarks>
    public override NumberStore ToDense()
    {
        _isSparse = false;
        return this;
    }

    public override void Apply(InputScaling scaling) => _scaling = scaling;

    /// <inheritdoc/>
    /// <remarks>The file stays as it is: whole rows are scaled when they are read.</remarks>
    protected override NumberStore Storing(int[] features)
    {
        _always = features;
        return this;
    }

    /// <inheritdoc/>
    /// <remarks>Cheap for one row after the other: any other order reads from the start.</remarks>
    public override void CopyRow(int row, Span<float> destination)
    {
        Reach(row);
        _format.Read(_loaded[row - _first], destination);
        _scaling?.Apply(destination);
    }

    /// <inheritdoc/>
    /// <remarks>The disk gets back each segment that was read, so that a second file that is made of this one finds room.</remarks>
    public override void BeginLastPass() => _isLastPass = true;

    public override void Visit(FeatureVisitor visitor)
    {
        var dense = new float[Width];
        var places = new int[_isSparse ? Width : 0];
        for (var row = 0; row < _count; row++)
        {
            Reach(row);
            var record = _loaded[row - _first];
            var indices = _format.Indices(record);
            if (_isSparse && indices.IsEmpty)
            {
                var stored = Compress(_format.Values(record), dense, places);
                visitor(row, places.AsSpan(0, stored), dense.AsSpan(0, stored));
            }
            else if (_isSparse)
            {
                visitor(row, indices, _format.Values(record));
            }
            else
            {
                _format.Read(record, dense);
                visitor(row, [], dense);
            }
        }
    }

    public override void AddTo(RowHash hash)
    {
        if (_isSparse)
        {
            AddSparse(hash);
            return;
        }

        var row = new float[Width];
        for (var i = 0; i < _count; i++)
        {
            CopyRow(i, row);
            hash.Append(MemoryMarshal.AsBytes(row.AsSpan()));
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The numbers that are stored, as <see cref="SparseStore"/> adds them.</summary>
    private void AddSparse(RowHash hash)
    {
        var digest = new SparseDigest();
        var (places, values) = (new int[Width], new float[Width]);
        Visit((_, indices, stored) =>
        {
            var count = SparseStore.Merge(indices, stored, _always, places, values);
            for (var i = 0; i < count; i++)
            {
                values[i] = _scaling?.Of(values[i], places[i]) ?? values[i];
            }

            digest.Add(places.AsSpan(0, count), values.AsSpan(0, count));
        });
        digest.AddTo(hash);
    }

    /// <summary>Loads the segment of a row.</summary>
    private void Reach(int row)
    {
        if (_segments.Count == 0 || _writer.Words > 0)
        {
            _segments.Add(_writer.Finish());
        }

        if (_next == 0 || row < _first)
        {
            (_next, _first) = (0, 0);
            LoadNext(0);
        }

        while (row >= _first + _loaded.Rows)
        {
            LoadNext(_first + _loaded.Rows);
        }
    }

    private void LoadNext(int first)
    {
        CheckAlive();
        _loaded.Load(_file, _segments[_next]);
        if (_isLastPass)
        {
            _segments[_next].Free(_file);
        }

        _next++;
        _first = first;
    }

    private static int Compress(ReadOnlySpan<float> values, float[] stored, int[] places)
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                (places[count], stored[count++]) = (i, values[i]);
            }
        }

        return count;
    }
}
