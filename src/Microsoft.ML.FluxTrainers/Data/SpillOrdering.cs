// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Brings all rows into the order in which they are trained on: one pass over them, which deals them out to the segments of a file.</summary>
/// <remarks>The order says to which segment a row goes; within a segment rows lie in the order of the data, and the segment is small enough to be taken from memory in
/// any order. So rows that are held out have segments of their own, and a random order needs no second pass.</remarks>
/// <param name="input">The inputs.</param>
/// <param name="targets">The target numbers.</param>
/// <param name="weights">One weight a row, or none.</param>
/// <param name="target">What is predicted.</param>
/// <param name="parts">Which rows are held out.</param>
internal sealed class SpillOrdering(CollectedInput input, float[] targets, float[] weights, TargetSpec target, RowParts parts)
{
    private const int RowsPerCheck = 256;
    private readonly FeatureStore _store = input.Store;
    private readonly int _targetWidth = targets.Length / input.Store.Count;

    /// <summary>The order of the rows to train on, or null for that of the data.</summary>
    public required int[]? Order { get; init; }

    /// <summary>Whether <see cref="Order"/> is that of each epoch; else only what mixes the rows over the file.</summary>
    public required bool KeepsOrder { get; init; }

    /// <summary>About how many segments there are.</summary>
    public required int Segments { get; init; }

    /// <summary>Memory for what is not written yet.</summary>
    public required long BufferBytes { get; init; }

    /// <summary>Whether a store adds to a hash just the numbers of row after row: then a pass over the file is saved.</summary>
    private bool IsHashedOnTheWay => _store is NumberStore { IsSparse: false };

    private int TrainCount => parts.Train?.Length ?? _store.Count;

    /// <summary>Writes all rows.</summary>
    public StoredRows Write(SpillFile file, Action checkAlive)
    {
        var rowsPerSegment = ((_store.Count - 1) / Segments) + 1;
        var trainSegments = ((TrainCount - 1) / rowsPerSegment) + 1;
        var heldSegments = parts.Validation is { } held ? ((held.Length - 1) / rowsPerSegment) + 1 : 0;
        var format = new RowFormat(_store.Width, _targetWidth + (weights.Length > 0 ? 1 : 0), _store.IsSparse);
        var bufferWords = (int)(BufferBytes / sizeof(float) / (trainSegments + heldSegments));
        var large = format.OneRow();
        var writers = new SegmentWriter[trainSegments + heldSegments];
        for (var i = 0; i < writers.Length; i++)
        {
            writers[i] = new SegmentWriter(file, format, bufferWords, large);
        }

        var places = Order is not null && KeepsOrder ? new int[TrainCount] : [];
        var hash = new RowHash();
        var fingerprint = IsHashedOnTheWay ? null : MemoryRows.Fingerprint(_store, targets, weights, parts.Train);
        _store.BeginLastPass();
        Deal(writers, Positions(trainSegments * rowsPerSegment), rowsPerSegment, places, hash, checkAlive);
        var segments = Array.ConvertAll(writers, writer => writer.Finish());
        fingerprint ??= MemoryRows.Fingerprint(hash, targets, weights, parts.Train);
        SpilledRows Part(SpillSegment[] own, int[] order, string name) =>
            new(file, format, own, order, input.Input, target, _targetWidth, name) { Augmenter = input.Augmenter };
        return new StoredRows(
            Part(segments[..trainSegments], places, fingerprint),
            heldSegments > 0 ? Part(segments[trainSegments..], [], fingerprint) : null);
    }

    /// <summary>For each row its position in the order of training; those that are held out come behind, from a position on.</summary>
    private int[] Positions(int heldFrom)
    {
        var positions = new int[_store.Count];
        for (var i = 0; i < TrainCount; i++)
        {
            var row = Order?[i] ?? i;
            positions[parts.Train?[row] ?? row] = i;
        }

        for (var i = 0; i < (parts.Validation?.Length ?? 0); i++)
        {
            positions[parts.Validation![i]] = heldFrom + i;
        }

        return positions;
    }

    /// <summary>Writes each row to the segment of its position, and notes where in it the row of each position lies.</summary>
    private void Deal(SegmentWriter[] writers, int[] positions, int rowsPerSegment, int[] places, RowHash hash, Action checkAlive)
    {
        var counts = new int[writers.Length];
        var features = new float[_store.Width];
        var before = new float[_targetWidth + (weights.Length > 0 ? 1 : 0)];
        for (var row = 0; row < positions.Length; row++)
        {
            if (row % RowsPerCheck == 0)
            {
                checkAlive();
            }

            _store.CopyRow(row, features);
            if (IsHashedOnTheWay)
            {
                hash.Append(MemoryMarshal.AsBytes(features.AsSpan()));
            }

            targets.AsSpan(row * _targetWidth, _targetWidth).CopyTo(before);
            if (weights.Length > 0)
            {
                before[^1] = weights[row];
            }

            var segment = positions[row] / rowsPerSegment;
            writers[segment].Add(before, [], features);
            var place = counts[segment]++;
            if (positions[row] < places.Length)
            {
                places[positions[row]] = place;
            }
        }
    }
}
