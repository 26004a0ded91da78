// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Training rows that are read from the data in each epoch, on another thread than the training.</summary>
/// <param name="data">The data.</param>
/// <param name="options">Its columns, made into what the network takes.</param>
/// <param name="input">What the inputs are made of.</param>
/// <param name="target">What is predicted.</param>
/// <param name="weighting">The weights of rows, or null where all are 1.</param>
internal sealed class StreamedRows(
    IDataView data, RowReadingOptions options, InputSpec input, TargetSpec target, RowWeighting? weighting) : ITrainingRows
{
    private readonly RowFormat _format = new(input.Width, options.Label.Width + (weighting is null ? 0 : 1), IsSparse: true);

    public required int Count { get; init; }

    /// <summary>Rows in the buffer that mixes them.</summary>
    public required int BufferRows { get; init; }

    /// <summary>The fingerprint.</summary>
    public required string Rows { get; init; }

    /// <summary>Asked now and then; throws to stop.</summary>
    public required Action CheckAlive { get; init; }

    public InputSpec Input => input;

    public TargetSpec Target => target;

    public RowAugmenter? Augmenter { get; init; }

    public string Fingerprint() => Rows;

    public IEnumerable<TrainingBlock> Read(EpochOrder? order, int batchSize)
    {
        TrainingBlock Block() => TrainingBlock.For(Count, input.Width, options.Label.Width, batchSize, weighting is not null);
        using var rows = (order?.NextStream() is { } random ? Mix(random) : ReadAll()).GetEnumerator();
        foreach (var block in Ahead.Read(Block(), Block(), block => Fill(block, rows)))
        {
            yield return block;
        }
    }

    private bool Fill(TrainingBlock block, IEnumerator<CompactRow> rows)
    {
        block.Rows = 0;
        while (!block.IsFull && rows.MoveNext())
        {
            var record = rows.Current.Record;
            var row = block.Rows++;
            record[..block.TargetWidth].CopyTo(block.TargetsOf(row));
            if (block.Weights is { } weights)
            {
                weights.Span[row] = record[block.TargetWidth];
            }

            _format.Read(record, block.FeaturesOf(row));
        }

        return block.Rows > 0;
    }

    /// <summary>Each row is drawn from a buffer, where the next of the data takes its place.</summary>
    private IEnumerable<CompactRow> Mix(RandomStream random)
    {
        var size = Math.Min(BufferRows, Count);
        var buffer = new List<CompactRow>(size);
        foreach (var row in ReadAll())
        {
            if (buffer.Count < size)
            {
                buffer.Add(Copy(row));
                continue;
            }

            var drawn = buffer[random.NextInt(size)];
            yield return drawn;
            drawn.Set(row.Record);
        }

        int[] order = [.. Enumerable.Range(0, buffer.Count)];
        random.Shuffle(order);
        foreach (var place in order)
        {
            yield return buffer[place];
        }
    }

    /// <summary>The rows in the order of the data, each in the same object.</summary>
    /// <exception cref="InvalidOperationException">They are not as many as in the first pass.</exception>
    private IEnumerable<CompactRow> ReadAll()
    {
        using var cursor = new RowCursor(data, options);
        var read = input.Bind(cursor.Row);
        var features = new float[input.Width];
        var before = new float[_format.Before];
        var record = new float[_format.MostWords];
        var row = new CompactRow(_format);
        var count = 0;
        while (cursor.MoveNext(CheckAlive) && count <= Count)
        {
            count++;
            var weight = weighting?.Of(cursor.Target[0], cursor.Weight);
            options.Label.Finish(cursor.Target, []); // which scales them
            cursor.Target.CopyTo(before, 0);
            if (weight is { } scaled)
            {
                before[^1] = scaled;
            }

            read(features);
            row.Set(record.AsSpan(0, _format.Write(before, [], features, record)));
            yield return row;
        }

        if (count != Count)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The data had {Count} usable rows when it was first read and has {(count > Count ? "more" : count)} now. DataLoading.Streaming reads it anew each epoch: it must give the same rows each time. Use DataLoading.Spill, which reads it once."));
        }
    }

    private CompactRow Copy(CompactRow row)
    {
        var copy = new CompactRow(_format);
        copy.Set(row.Record);
        return copy;
    }
}
