// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Means of the pixels of images in bins, channel by channel. Channels come last.</summary>
internal static unsafe class MeanWindows
{
    /// <summary>Computes the means.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="vertical">The bins over the height.</param>
    /// <param name="horizontal">The bins over the width.</param>
    /// <param name="divisor">What sums are divided by; 0 for the number of pixels in a bin.</param>
    /// <param name="images">The images.</param>
    /// <param name="count">How many.</param>
    /// <param name="means">Receives the means, in the order of images.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(int channels, PoolBins vertical, PoolBins horizontal, int divisor, float* images, int count, float* means)
    {
        for (var image = 0; image < count; image++, images += (nint)vertical.Size * horizontal.Size * channels)
        {
            for (var y = 0; y < vertical.Count; y++)
            {
                var (top, bottom) = vertical[y];
                for (var x = 0; x < horizontal.Count; x++, means += channels)
                {
                    var (left, right) = horizontal[x];
                    new Span<float>(means, channels).Clear();
                    for (var row = top; row < bottom; row++)
                    {
                        for (var column = left; column < right; column++)
                        {
                            AddScaled(images + ((((nint)row * horizontal.Size) + column) * channels), 1, channels, means);
                        }
                    }

                    VectorLoops.Scale(new Span<float>(means, channels), 1f / (divisor > 0 ? divisor : (bottom - top) * (right - left)));
                }
            }
        }
    }

    /// <summary>Brings the gradients of the means to the pixels.</summary>
    /// <param name="channels">The channels.</param>
    /// <param name="vertical">The bins over the height.</param>
    /// <param name="horizontal">The bins over the width.</param>
    /// <param name="divisor">As in <see cref="Find"/>.</param>
    /// <param name="gradient">The gradients of the means.</param>
    /// <param name="count">How many images.</param>
    /// <param name="images">Receives the gradients of the images.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(int channels, PoolBins vertical, PoolBins horizontal, int divisor, float* gradient, int count, float* images)
    {
        var length = vertical.Size * horizontal.Size * channels;
        for (var image = 0; image < count; image++, images += length)
        {
            new Span<float>(images, length).Clear();
            for (var y = 0; y < vertical.Count; y++)
            {
                var (top, bottom) = vertical[y];
                for (var x = 0; x < horizontal.Count; x++, gradient += channels)
                {
                    var (left, right) = horizontal[x];
                    var share = 1f / (divisor > 0 ? divisor : (bottom - top) * (right - left));
                    for (var row = top; row < bottom; row++)
                    {
                        for (var column = left; column < right; column++)
                        {
                            AddScaled(gradient, share, channels, images + ((((nint)row * horizontal.Size) + column) * channels));
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(float* from, float factor, int count, float* to)
    {
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Vector.Load(to + i) + (Vector.Load(from + i) * factor)).Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] += from[i] * factor;
        }
    }
}
