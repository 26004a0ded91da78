// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows with every number stored, in chunks that never move.</summary>
/// <remarks>
/// A chunk has a power of two of rows, so that a row is found without a division. Where it is known how many will come, chunks are large, for large pages
/// (<see cref="LargePages"/>), and the last one is as long as it has to be.
/// </remarks>
/// <param name="width">Features per row.</param>
/// <param name="promisedRows">How many rows will come, or null where that is not known.</param>
internal sealed class DenseStore(int width, long? promisedRows = null) : NumberStore(width)
{
    private const int FloatsPerChunk = 1 << 20;
    private const int FloatsPerPromisedChunk = 1 << 24;
    private const int BytesAhead = 4096;
    private readonly List<float[]> _chunks = [];
    private readonly int _shift = BitOperations.Log2((uint)Math.Max(1, (promisedRows is null ? FloatsPerChunk : FloatsPerPromisedChunk) / width));
    private int _count;
    private int _capacity;

    public override int Count => _count;

    public override long BytesPerRow => (long)Width * sizeof(float);

    public override void Append(in VBuffer<float> row) => Append(row, 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public override void Append(in VBuffer<float> row, float weight)
    {
        if (_count == _capacity)
        {
            Grow();
        }

        var place = Row(_count++);
        if (row.IsDense)
        {
            row.GetValues().CopyTo(place); // of the few calls that are left inline
        }
        else
        {
            row.CopyTo(place);
        }
    }

    public override void CopyRow(int row, Span<float> destination) => Row(row).CopyTo(destination);

    /// <inheritdoc/>
    /// <remarks>
    /// Shuffled rows are all over memory, and to wait for each of them would take longer than to train on it. So rows to come are asked for some
    /// time ahead: those of about <see cref="BytesAhead"/>, which the nearest cache holds beside what is written.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once for every row of every epoch
    public override void CopyRows(ReadOnlySpan<int> rows, Span<float> destination)
    {
        var ahead = Math.Max(1, BytesAhead / (Width * sizeof(float)));
        for (var i = 0; i < Math.Min(ahead, rows.Length); i++)
        {
            CacheHint.WillRead(Row(rows[i]));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (i + ahead < rows.Length)
            {
                CacheHint.WillRead(Row(rows[i + ahead]));
            }

            Row(rows[i]).CopyTo(destination.Slice(i * Width, Width));
        }
    }

    public override void Visit(FeatureVisitor visitor)
    {
        for (var row = 0; row < _count; row++)
        {
            visitor(row, [], Row(row));
        }
    }

    public override NumberStore ToSparse()
    {
        var sparse = new SparseStore(Width);
        Visit((_, _, values) => sparse.Append(new VBuffer<float>(Width, values.ToArray())));
        return sparse;
    }

    public override void Apply(InputScaling scaling)
    {
        for (var row = 0; row < _count; row++)
        {
            scaling.Apply(Row(row));
        }
    }

    public override void AddTo(RowHash hash)
    {
        for (var row = 0; row < _count; row += RowsPerChunk)
        {
            hash.Append(MemoryMarshal.AsBytes(_chunks[row >> _shift].AsSpan(0, Math.Min(RowsPerChunk, _count - row) * Width)));
        }
    }

    private int RowsPerChunk => 1 << _shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<float> Row(int row) => _chunks[row >> _shift].AsSpan((row & (RowsPerChunk - 1)) * Width, Width);

    /// <summary>Makes room for the next row: for all that are still promised, in a chunk at most.</summary>
    private void Grow()
    {
        var chunk = _count >> _shift;
        if (chunk < _chunks.Count)
        {
            var all = LargePages.Allocate(RowsPerChunk * Width); // more came than were promised
            _chunks[chunk].CopyTo(all, 0);
            _chunks[chunk] = all;
            _capacity = (chunk + 1) << _shift;
            return;
        }

        var rows = promisedRows > _count ? (int)Math.Min(promisedRows.Value - _count, RowsPerChunk) : RowsPerChunk;
        _chunks.Add(LargePages.Allocate(rows * Width));
        _capacity = _count + rows;
    }
}
