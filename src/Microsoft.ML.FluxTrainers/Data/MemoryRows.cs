// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private PassMemory? _spare;

    public int Count => part?.Length ?? features.Count;

    public InputSpec Input => input;

    public TargetSpec Target => target;

    public RowAugmenter? Augmenter { get; init; }

    public IEnumerable<TrainingBlock> Read(EpochOrder? order, int batchSize)
    {
        var rows = order?.Next(Count);
        var memory = Interlocked.Exchange(ref _spare, null); // of the pass before, unless another pass has it
        if (memory is not { Block: var block, Numbers: var numbers } || block.BatchSize != Math.Min(batchSize, Count))
        {
            block = TrainingBlock.For(Count, Inputs, TargetWidth, batchSize, weights.Length > 0);
            numbers = new int[block.Capacity];
            memory = new(block, numbers);
        }

        for (var start = 0; start < Count; start += block.Capacity)
        {
            var count = Math.Min(block.Capacity, Count - start);
            Find(rows, start, numbers.AsSpan(0, count));
            Fill(block, numbers.AsSpan(0, count));
            yield return block;
        }

        _spare = memory;
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
        var hash = new RowHash();
        features.AddTo(hash);
        return Fingerprint(hash, targets, weights, part);
    }

    /// <summary>The fingerprint of rows whose inputs are in a hash already.</summary>
    public static string Fingerprint(RowHash hash, float[] targets, float[] weights, int[]? part)
    {
        hash.Append(MemoryMarshal.AsBytes(targets.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(weights.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes((part ?? []).AsSpan()));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private int Inputs => features.Width;

    private int TargetWidth => targets.Length / features.Count;

    private void Fill(TrainingBlock block, ReadOnlySpan<int> numbers)
    {
        block.Rows = numbers.Length;
        features.CopyRows(numbers, block.Features.Span);
        Gather(targets, numbers, block.Targets.Span, TargetWidth);
        if (block.Weights is { } weighted)
        {
            Gather(weights, numbers, weighted.Span, 1);
        }
    }

    /// <summary>The numbers in the stores of some rows, in their order.</summary>
    private void Find(int[]? order, int start, Span<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var place = order is null ? start + i : order[start + i];
            numbers[i] = part is null ? place : part[place];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once for every row of every epoch
    private static void Gather(float[] from, ReadOnlySpan<int> rows, Span<float> to, int width)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < width; j++)
            {
                to[(i * width) + j] = from[(rows[i] * width) + j];
            }
        }
    }

    /// <summary>What a pass over the rows needs.</summary>
    private sealed record PassMemory(TrainingBlock Block, int[] Numbers);
}
