// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The largest number under a sliding window, channel by channel.</summary>
/// <remarks>As in PyTorch, the first of equal numbers counts, and NaN counts as the largest.</remarks>
internal static unsafe class MaxWindows
{
    /// <summary>Finds the largest numbers.</summary>
    /// <param name="window">The window.</param>
    /// <param name="images">The images.</param>
    /// <param name="count">How many images.</param>
    /// <param name="largest">Receives them, in the order of images.</param>
    /// <param name="cells">Receives the cell of the window where each was found; null where that is not needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(SlidingWindow window, float* images, int count, float* largest, int* cells)
    {
        var (vertical, horizontal, channels) = (window.Vertical, window.Horizontal, window.Channels);
        for (var image = 0; image < count; image++, images += window.ImageLength)
        {
            for (var y = 0; y < vertical.Positions; y++)
            {
                var (top, bottom) = (vertical.FirstCell(y), vertical.EndCell(y));
                for (var x = 0; x < horizontal.Positions; x++, largest += channels)
                {
                    var (left, right) = (horizontal.FirstCell(x), horizontal.EndCell(x));
                    var channel = 0;
                    for (; channel <= channels - Vector<float>.Count; channel += Vector<float>.Count)
                    {
                        var best = new Vector<float>(float.NegativeInfinity);
                        var bestCell = new Vector<int>((top * horizontal.Kernel) + left);
                        for (var row = top; row < bottom; row++)
                        {
                            var pixels = images + ((nint)vertical.Pixel(y, row) * horizontal.Size * channels) + channel;
                            for (var column = left; column < right; column++)
                            {
                                var value = Vector.Load(pixels + (horizontal.Pixel(x, column) * channels));
                                var isLarger = Vector.GreaterThan(value, best) | ~Vector.Equals(value, value);
                                best = Vector.ConditionalSelect(isLarger, value, best);
                                bestCell = Vector.ConditionalSelect(isLarger, new Vector<int>((row * horizontal.Kernel) + column), bestCell);
                            }
                        }

                        best.Store(largest + channel);
                        if (cells != null)
                        {
                            bestCell.Store(cells + channel);
                        }
                    }

                    for (; channel < channels; channel++)
                    {
                        var (best, bestCell) = (float.NegativeInfinity, (top * horizontal.Kernel) + left);
                        for (var row = top; row < bottom; row++)
                        {
                            var pixels = images + ((nint)vertical.Pixel(y, row) * horizontal.Size * channels) + channel;
                            for (var column = left; column < right; column++)
                            {
                                var value = pixels[horizontal.Pixel(x, column) * channels];
                                if (value > best || float.IsNaN(value))
                                {
                                    (best, bestCell) = (value, (row * horizontal.Kernel) + column);
                                }
                            }
                        }

                        largest[channel] = best;
                        if (cells != null)
                        {
                            cells[channel] = bestCell;
                        }
                    }

                    cells = cells == null ? null : cells + channels;
                }
            }
        }
    }

    /// <summary>Brings gradients to the places where the largest numbers were found.</summary>
    /// <param name="window">The window.</param>
    /// <param name="gradient">The gradients of what <see cref="Find"/> found.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="count">How many images.</param>
    /// <param name="images">Receives the gradients of the images.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(SlidingWindow window, float* gradient, int* cells, int count, float* images)
    {
        var (vertical, horizontal, channels) = (window.Vertical, window.Horizontal, window.Channels);
        var isPartition = window.IsPartition;
        if (!isPartition)
        {
            new Span<float>(images, count * window.ImageLength).Clear();
        }

        for (var image = 0; image < count; image++, images += window.ImageLength)
        {
            for (var y = 0; y < vertical.Positions; y++)
            {
                var (top, bottom) = (vertical.FirstCell(y), vertical.EndCell(y));
                for (var x = 0; x < horizontal.Positions; x++, gradient += channels, cells += channels)
                {
                    var (left, right) = (horizontal.FirstCell(x), horizontal.EndCell(x));
                    for (var row = top; row < bottom; row++)
                    {
                        for (var column = left; column < right; column++)
                        {
                            var pixel = images + ((((nint)vertical.Pixel(y, row) * horizontal.Size) + horizontal.Pixel(x, column)) * channels);
                            var cell = (row * horizontal.Kernel) + column;
                            if (isPartition)
                            {
                                SetWhere(gradient, cells, cell, channels, pixel);
                            }
                            else
                            {
                                AddWhere(gradient, cells, cell, channels, pixel);
                            }
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWhere(float* gradient, int* cells, int cell, int channels, float* pixel)
    {
        var channel = 0;
        var wanted = new Vector<int>(cell);
        for (; channel <= channels - Vector<float>.Count; channel += Vector<float>.Count)
        {
            var part = Vector.ConditionalSelect(Vector.Equals(Vector.Load(cells + channel), wanted), Vector.Load(gradient + channel), Vector<float>.Zero);
            (Vector.Load(pixel + channel) + part).Store(pixel + channel);
        }

        for (; channel < channels; channel++)
        {
            if (cells[channel] == cell)
            {
                pixel[channel] += gradient[channel];
            }
        }
    }

    // No other position has to do with the pixel, so that there is nothing to add to.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetWhere(float* gradient, int* cells, int cell, int channels, float* pixel)
    {
        var channel = 0;
        var wanted = new Vector<int>(cell);
        for (; channel <= channels - Vector<float>.Count; channel += Vector<float>.Count)
        {
            Vector.ConditionalSelect(Vector.Equals(Vector.Load(cells + channel), wanted), Vector.Load(gradient + channel), Vector<float>.Zero).Store(pixel + channel);
        }

        for (; channel < channels; channel++)
        {
            pixel[channel] = cells[channel] == cell ? gradient[channel] : 0;
        }
    }
}
