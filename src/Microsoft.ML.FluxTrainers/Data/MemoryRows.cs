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
    private string? _fingerprint;

    public int Count => part?.Length ?? features.Count;

    public InputSpec Input => input;

    public TargetSpec Target => target;

    public RowAugmenter? Augmenter { get; init; }

    public IEnumerable<TrainingBlock> Read(EpochOrder? order, int batchSize)
    {
        var rows = order?.Next(Count);
        var block = TrainingBlock.For(Count, Inputs, TargetWidth, batchSize, weights.Length > 0);
        for (var start = 0; start < Count; start += block.Capacity)
        {
            Fill(block, rows, start, Math.Min(block.Capacity, Count - start));
            yield return block;
        }
    }

    // Asked for more than once in a fit that goes on; the rows never change.
    public string Fingerprint() => _fingerprint ??= Fingerprint(features, targets, weights, part);

    /// <summary>The fingerprint of rows, wherever they are kept.</summary>
    /// <param name="features">The inputs, as the network gets them.</param>
    /// <param name="targets">The target numbers.</param>
    /// <param name="weights">One weight a row, or none.</param>
    /// <param name="part">Which of the rows these are, or null for all.</param>
    public static string Fingerprint(FeatureStore features, float[] targets, float[] weights, int[]? part)
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
