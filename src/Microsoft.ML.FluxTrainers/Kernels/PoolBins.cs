// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The pixels that each position of a pool takes, along the height or the width of an image.</summary>
/// <param name="size">The pixels there are.</param>
/// <param name="bins">For each position, the first pixel and the one behind the last.</param>
internal sealed class PoolBins(int size, (int First, int End)[] bins)
{
    /// <summary>The pixels there are.</summary>
    public int Size => size;

    /// <summary>The positions.</summary>
    public int Count => bins.Length;

    /// <summary>The pixels of a position.</summary>
    public (int First, int End) this[int position] => bins[position];

    /// <summary>Those of a sliding window, without the padding.</summary>
    public static PoolBins Of(WindowAxis axis) => new(axis.Size, [.. Enumerable.Range(0, axis.Positions).Select(position =>
        (axis.Pixel(position, axis.FirstCell(position)), axis.Pixel(position, axis.EndCell(position) - 1) + 1))]);

    /// <summary>Bins as even as can be: floor(i n / k) to ceil((i + 1) n / k), as PyTorch's adaptive pools take them.</summary>
    /// <param name="size">The pixels n.</param>
    /// <param name="count">The bins k.</param>
    public static PoolBins Even(int size, int count) => new(size, [.. Enumerable.Range(0, count).Select(position =>
        ((int)((long)position * size / count), (int)((((position + 1L) * size) + count - 1) / count)))]);
}
