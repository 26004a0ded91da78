// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows with every number stored, in chunks that never move.</summary>
/// <param name="width">Features per row.</param>
/// <param name="promisedRows">How many rows will come, or null where that is not known: for few, little memory is taken.</param>
internal sealed class DenseStore(int width, long? promisedRows = null) : NumberStore(width)
{
    private const int FloatsPerChunk = 1 << 20;
    private const int BytesAhead = 4096;
    private readonly List<float[]> _chunks = [];
    private readonly int _rowsPerChunk = (int)Math.Clamp(promisedRows ?? long.MaxValue, 1, Math.Max(1, FloatsPerChunk / width));
    private int _count;

    public override int Count => _count;

    public override long BytesPerRow => (long)Width * sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public override void Append(in VBuffer<float> row)
    {
        if (_count == _chunks.Count * _rowsPerChunk)
        {
            _chunks.Add(GC.AllocateUninitializedArray<float>(_rowsPerChunk * Width));
        }

        row.CopyTo(Row(_count++));
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

    public override void Apply(InputScaling scaling)
    {
        for (var row = 0; row < _count; row++)
        {
            scaling.Apply(Row(row));
        }
    }

    public override void AddTo(XxHash128 hash)
    {
        for (var row = 0; row < _count; row += _rowsPerChunk)
        {
            var floats = _chunks[row / _rowsPerChunk].AsSpan(0, Math.Min(_rowsPerChunk, _count - row) * Width);
            hash.Append(MemoryMarshal.AsBytes(floats));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<float> Row(int row) => _chunks[row / _rowsPerChunk].AsSpan(row % _rowsPerChunk * Width, Width);
}
