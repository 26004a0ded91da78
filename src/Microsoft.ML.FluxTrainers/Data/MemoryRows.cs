// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Training rows in memory.</summary>
/// <param name="features">The inputs, as the network gets them.</param>
/// <param name="targets">The target numbers, the same number for each row.</param>
/// <param name="weights">One weight a row, mean 1, or none.</param>
/// <param name="input">What the inputs were made of.</param>
/// <param name="target">What is predicted.</param>
internal sealed class MemoryRows(
    FeatureStore features, float[] targets, float[] weights, InputSpec input, TargetSpec target) : ITrainingRows
{
    /// <summary>The most batches in a block.</summary>
    public const int MostBatchesPerBlock = 64;

    private const int FloatsPerBlock = 1 << 18;

    public int Count => features.Count;

    public InputSpec Input => input;

    public TargetSpec Target => target;

    public RowAugmenter? Augmenter { get; init; }

    public IEnumerable<TrainingBlock> Read(int[]? order, int batchSize)
    {
        var batch = Math.Min(batchSize, Count);
        if ((long)batch * Inputs > PinnedFloats.MaxLength)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A batch of {batch} rows of {Inputs} features is too large: a batch may hold {PinnedFloats.MaxLength} numbers. Set a smaller BatchSize."));
        }

        var batches = Math.Clamp(FloatsPerBlock / ((long)batch * Inputs), 1, MostBatchesPerBlock);
        var capacity = (int)Math.Min(batch * batches, Count);
        var block = new TrainingBlock(Inputs, TargetWidth, capacity, batch, weights.Length > 0);
        for (var start = 0; start < Count; start += capacity)
        {
            Fill(block, order, start, Math.Min(capacity, Count - start));
            yield return block;
        }
    }

    private int Inputs => features.Width;

    private int TargetWidth => targets.Length / features.Count;

    private void Fill(TrainingBlock block, int[]? order, int start, int rows)
    {
        block.Rows = rows;
        var blockFeatures = block.Features.Span;
        var blockTargets = block.Targets.Span;
        var width = TargetWidth;
        var blockWeights = block.Weights is { } weighted ? weighted.Span : [];
        for (var i = 0; i < rows; i++)
        {
            var row = order is null ? start + i : order[start + i];
            features.CopyRow(row, blockFeatures.Slice(i * Inputs, Inputs));
            targets.AsSpan(row * width, width).CopyTo(blockTargets[(i * width)..]);
            if (!blockWeights.IsEmpty)
            {
                blockWeights[i] = weights[row];
            }
        }
    }
}
