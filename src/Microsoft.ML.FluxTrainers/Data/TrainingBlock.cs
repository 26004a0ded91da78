// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of several batches in the order of training. The arrays are used again for the next block.</summary>
/// <param name="inputs">Features per row.</param>
/// <param name="targetWidth">Target numbers per row.</param>
/// <param name="capacity">The most rows that it can hold.</param>
/// <param name="batchSize">Rows per gradient step; only the last batch of an epoch is shorter.</param>
/// <param name="weighted">Whether rows have weights.</param>
internal sealed class TrainingBlock(int inputs, int targetWidth, int capacity, int batchSize, bool weighted)
{
    /// <summary>The most batches that it holds.</summary>
    public const int MostBatches = 64;

    private const int UsualFloats = 1 << 18;

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
        if ((long)batch * inputs > PinnedFloats.MaxLength)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A batch of {batch} rows of {inputs} features is too large: a batch may hold {PinnedFloats.MaxLength} numbers. Set a smaller BatchSize."));
        }

        var batches = Math.Clamp(UsualFloats / ((long)batch * inputs), 1, MostBatches);
        return new TrainingBlock(inputs, targetWidth, (int)Math.Min(batch * batches, rows), batch, weighted);
    }

    /// <summary>The number of rows that it holds now.</summary>
    public int Rows { get; set; }

    /// <summary>Features per row.</summary>
    public int Inputs => inputs;

    /// <summary>Target numbers per row.</summary>
    public int TargetWidth => targetWidth;

    /// <summary>The most rows that it can hold: whole batches.</summary>
    public int Capacity => capacity;

    /// <summary>Rows per gradient step.</summary>
    public int BatchSize => batchSize;

    /// <summary>The scaled features, row after row.</summary>
    public PinnedFloats Features { get; } = new(capacity * inputs);

    /// <summary>The targets, row after row; a class is its number from 0.</summary>
    public PinnedFloats Targets { get; } = new(capacity * targetWidth);

    /// <summary>The weights, mean 1 over all rows, or null where all are 1.</summary>
    public PinnedFloats? Weights { get; } = weighted ? new(capacity) : null;

    /// <summary>Whether no row fits in any more.</summary>
    public bool IsFull => Rows == capacity;

    /// <summary>The features of a row.</summary>
    public Span<float> FeaturesOf(int row) => Features.Span.Slice(row * inputs, inputs);

    /// <summary>The targets of a row.</summary>
    public Span<float> TargetsOf(int row) => Targets.Span.Slice(row * targetWidth, targetWidth);

    /// <summary>The first row and the number of rows of each batch.</summary>
    public IEnumerable<(int Start, int Rows)> Batches
    {
        get
        {
            for (var start = 0; start < Rows; start += batchSize)
            {
                yield return (start, Math.Min(batchSize, Rows - start));
            }
        }
    }
}
