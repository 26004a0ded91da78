// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of several batches in the order of training. The arrays are used again for the next block.</summary>
internal sealed class TrainingBlock
{
    /// <summary>The most batches that it holds.</summary>
    public const int MostBatches = 64;

    private const int UsualFloats = 1 << 18;

    /// <summary>A block of rows that are copied into its arrays.</summary>
    /// <param name="inputs">Features per row.</param>
    /// <param name="targetWidth">Target numbers per row.</param>
    /// <param name="capacity">The most rows that it can hold.</param>
    /// <param name="batchSize">Rows per gradient step; only the last batch of an epoch is shorter.</param>
    /// <param name="weighted">Whether rows have weights.</param>
    public TrainingBlock(int inputs, int targetWidth, int capacity, int batchSize, bool weighted)
        : this(inputs, targetWidth, capacity, batchSize, capacity, capacity, weighted)
    {
    }

    private TrainingBlock(int inputs, int targetWidth, int capacity, int batchSize, int copiedRows, int copiedTargets, bool weighted)
    {
        (Inputs, TargetWidth, Capacity, BatchSize) = (inputs, targetWidth, capacity, batchSize);
        Features = new PinnedFloats(copiedRows * inputs);
        Targets = new PinnedFloats(copiedTargets * targetWidth);
        Weights = weighted ? new PinnedFloats(copiedRows) : null;
    }

    /// <summary>A block for a pass over some rows.</summary>
    /// <param name="rows">How many rows there are in all.</param>
    /// <param name="inputs">Features per row.</param>
    /// <param name="targetWidth">Target numbers per row.</param>
    /// <param name="batchSize">Rows per gradient step.</param>
    /// <param name="weighted">Whether rows have weights.</param>
    /// <exception cref="InvalidOperationException">A batch is too large for an array.</exception>
    public static TrainingBlock For(int rows, int inputs, int targetWidth, int batchSize, bool weighted)
    {
        var batch = Math.Min(batchSize, rows);
        return new TrainingBlock(inputs, targetWidth, CapacityFor(rows, inputs, batchSize), batch, weighted);
    }

    /// <summary>A block of rows that lie elsewhere, in the order of the data or in another. Its arrays are empty but for the targets of the former.</summary>
    /// <param name="source">What knows where they lie.</param>
    /// <param name="inputs">Features per row.</param>
    /// <param name="targetWidth">Target numbers per row.</param>
    /// <param name="capacity">The most rows of a block.</param>
    /// <param name="batchSize">Rows per gradient step.</param>
    /// <param name="order">The numbers of the rows of the whole pass, or null for the order of the data.</param>
    public static TrainingBlock Elsewhere(ITrainingRows source, int inputs, int targetWidth, int capacity, int batchSize, int[]? order) =>
        new(inputs, targetWidth, capacity, batchSize, 0, order is null ? capacity : 0, weighted: false) { Source = source, Order = order };

    /// <summary>How many rows a block holds that is filled in memory.</summary>
    /// <param name="rows">How many rows there are in all.</param>
    /// <param name="inputs">Features per row.</param>
    /// <param name="batchSize">Rows per gradient step.</param>
    /// <exception cref="InvalidOperationException">A batch is too large for an array.</exception>
    public static int CapacityFor(int rows, int inputs, int batchSize)
    {
        var batch = Math.Min(batchSize, rows);
        if ((long)batch * inputs > PinnedFloats.MaxLength)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A batch of {batch} rows of {inputs} features is too large: a batch may hold {PinnedFloats.MaxLength} numbers. Set a smaller BatchSize."));
        }

        var batches = Math.Clamp(UsualFloats / ((long)batch * inputs), 1, MostBatches);
        return (int)Math.Min(batch * batches, rows);
    }

    /// <summary>The number of rows that it holds now.</summary>
    public int Rows { get; set; }

    /// <summary>What knows where the rows lie, or null where they are copied into the arrays.</summary>
    public ITrainingRows? Source { get; private init; }

    /// <summary>The numbers of the rows of the whole pass where they lie elsewhere, or null for the order of the data.</summary>
    public int[]? Order { get; private init; }

    /// <summary>How many rows of the pass come before this block, where rows lie elsewhere.</summary>
    public int Start { get; set; }

    /// <summary>Features per row.</summary>
    public int Inputs { get; }

    /// <summary>Target numbers per row.</summary>
    public int TargetWidth { get; }

    /// <summary>The most rows that it can hold: whole batches.</summary>
    public int Capacity { get; }

    /// <summary>Rows per gradient step.</summary>
    public int BatchSize { get; }

    /// <summary>The scaled features, row after row.</summary>
    public PinnedFloats Features { get; }

    /// <summary>The targets, row after row; a class is its number from 0.</summary>
    public PinnedFloats Targets { get; }

    /// <summary>The weights, mean 1 over all rows, or null where all are 1.</summary>
    public PinnedFloats? Weights { get; }

    /// <summary>Whether no row fits in any more.</summary>
    public bool IsFull => Rows == Capacity;

    /// <summary>The features of a row.</summary>
    public Span<float> FeaturesOf(int row) => Features.Span.Slice(row * Inputs, Inputs);

    /// <summary>The targets of a row.</summary>
    public Span<float> TargetsOf(int row) => Targets.Span.Slice(row * TargetWidth, TargetWidth);

    /// <summary>The first row and the number of rows of each batch.</summary>
    public IEnumerable<(int Start, int Rows)> Batches
    {
        get
        {
            for (var start = 0; start < Rows; start += BatchSize)
            {
                yield return (start, Math.Min(BatchSize, Rows - start));
            }
        }
    }
}
