// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Training rows in a file, segment after segment in the order of training. The next segment is read while one is trained on.</summary>
/// <param name="file">The file.</param>
/// <param name="format">How a row is laid out: its targets, its weight where there are weights, and its inputs as the network gets them.</param>
/// <param name="segments">Where the rows are.</param>
/// <param name="places">For each row in the order of training its place within its segment, or none where rows lie in that order.</param>
/// <param name="input">What the inputs were made of.</param>
/// <param name="target">What is predicted.</param>
/// <param name="targetWidth">Target numbers per row.</param>
/// <param name="fingerprint">The fingerprint, which is that of the same rows in memory.</param>
internal sealed class SpilledRows(
    SpillFile file, RowFormat format, SpillSegment[] segments, int[] places, InputSpec input, TargetSpec target, int targetWidth, string fingerprint) : ITrainingRows
{
    private const int RowsAhead = 8;
    private readonly LoadedSegment _first = new(format);
    private readonly LoadedSegment _second = new(format);
    private readonly int[] _starts = Starts(segments);

    public int Count { get; } = segments.Sum(segment => segment.Rows);

    public InputSpec Input => input;

    public TargetSpec Target => target;

    public RowAugmenter? Augmenter { get; init; }

    public string Fingerprint() => fingerprint;

    public IEnumerable<TrainingBlock> Read(EpochOrder? order, int batchSize)
    {
        var block = TrainingBlock.For(Count, format.Width, targetWidth, batchSize, weighted: format.Before > targetWidth);
        foreach (var segment in Load(order is { Shuffle: Shuffle.PerEpoch } ? order.NextStream() : null))
        {
            for (var i = 0; i < segment.Rows; i++)
            {
                if (segment.Order.Length > i + RowsAhead)
                {
                    CacheHint.WillRead(segment[segment.Order[i + RowsAhead]]); // a block is larger than the nearest caches
                }

                Copy(segment[segment.Order.Length > 0 ? segment.Order[i] : i], block);
                if (block.IsFull)
                {
                    yield return block;
                    block.Rows = 0;
                }
            }
        }

        if (block.Rows > 0)
        {
            yield return block;
        }
    }

    /// <summary>All segments, each with the order of its rows.</summary>
    /// <param name="random">Draws the order of the segments, and of the rows within each; null for the order of the file.</param>
    private IEnumerable<LoadedSegment> Load(RandomStream? random)
    {
        int[] turns = [.. Enumerable.Range(0, segments.Length)];
        random?.Shuffle(turns);
        var next = 0;
        return Ahead.Read(_first, _second, loaded =>
        {
            if (next == turns.Length)
            {
                return false;
            }

            var turn = turns[next++];
            loaded.Load(file, segments[turn]);
            loaded.Order = Order(turn, random);
            return true;
        });
    }

    private int[] Order(int segment, RandomStream? random)
    {
        if (random is null)
        {
            return places.Length == 0 ? [] : places[_starts[segment]..(_starts[segment] + segments[segment].Rows)];
        }

        int[] order = [.. Enumerable.Range(0, segments[segment].Rows)];
        random.Shuffle(order);
        return order;
    }

    private void Copy(ReadOnlySpan<float> record, TrainingBlock block)
    {
        var row = block.Rows++;
        record[..targetWidth].CopyTo(block.TargetsOf(row));
        if (block.Weights is { } weights)
        {
            weights.Span[row] = record[targetWidth];
        }

        format.Read(record, block.FeaturesOf(row));
    }

    private static int[] Starts(SpillSegment[] segments)
    {
        var starts = new int[segments.Length];
        for (var i = 1; i < segments.Length; i++)
        {
            starts[i] = starts[i - 1] + segments[i - 1].Rows;
        }

        return starts;
    }
}
