// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Training rows in memory.</summary>
/// <param name="features">The inputs, as the network gets them.</param>
/// <param name="targets">The target numbers, the same number for each row.</param>
/// <param name="weights">One weight a row, mean 1, or none.</param>
/// <param name="input">What the inputs were made of.</param>
/// <param name="target">What is predicted.</param>
/// <param name="part">Which of the rows these are, or null for all.</param>
internal sealed class MemoryRows(
    FeatureStore features, float[] targets, float[] weights, InputSpec input, TargetSpec target, int[]? part = null) : ITrainingRows
{
    /// <summary>The most batches in a block.</summary>
    public const int MostBatchesPerBlock = 64;

    private const int FloatsPerBlock = 1 << 18;

    public int Count => part?.Length ?? features.Count;

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

    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        features.AddTo(hash);
        hash.AppendData(MemoryMarshal.AsBytes(targets.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(weights.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes((part ?? []).AsSpan()));
        return Convert.ToHexString(hash.GetHashAndReset());
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
            var place = order is null ? start + i : order[start + i];
            var row = part is null ? place : part[place];
            features.CopyRow(row, blockFeatures.Slice(i * Inputs, Inputs));
            targets.AsSpan(row * width, width).CopyTo(blockTargets[(i * width)..]);
            if (!blockWeights.IsEmpty)
            {
                blockWeights[i] = weights[row];
            }
        }
    }
}
