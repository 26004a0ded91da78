// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Mean and variance of channels, of their sums.</summary>
internal static class ChannelMoments
{
    /// <summary>center = center + sums / count: from the numbers that distances were taken from to the mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Center(ReadOnlySpan<double> sums, int count, Span<float> center)
    {
        for (var i = 0; i < center.Length; i++)
        {
            center[i] = (float)(center[i] + (sums[i] / count));
        }
    }

    /// <summary>inverse = 1 / sqrt(squares / count + epsilon).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invert(ReadOnlySpan<double> squares, int count, double epsilon, Span<float> inverse)
    {
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] = (float)(1 / Math.Sqrt((squares[i] / count) + epsilon));
        }
    }

    /// <summary>The same of variances that were kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invert(ReadOnlySpan<float> variances, double epsilon, Span<float> inverse)
    {
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] = (float)(1 / Math.Sqrt(variances[i] + epsilon));
        }
    }

    /// <summary>Counts a batch in the averages: its mean, and its variance as an estimate of that of all rows (divided by count - 1).</summary>
    /// <param name="center">The means.</param>
    /// <param name="squares">The sums of squared deviations from them.</param>
    /// <param name="count">The numbers of a channel.</param>
    /// <param name="momentum">The weight of the batch.</param>
    /// <param name="means">The average of means.</param>
    /// <param name="variances">The average of variances.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(ReadOnlySpan<float> center, ReadOnlySpan<double> squares, int count, double momentum, Span<float> means, Span<float> variances)
    {
        for (var i = 0; i < center.Length; i++)
        {
            means[i] = (float)((momentum * center[i]) + ((1 - momentum) * means[i]));
            variances[i] = (float)((momentum * squares[i] / (count - 1)) + ((1 - momentum) * variances[i]));
        }
    }
}
