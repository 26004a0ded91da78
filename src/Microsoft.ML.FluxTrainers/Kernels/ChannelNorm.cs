// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What batch normalization does to each number, for channels that lie side by side in <see cref="WideRows"/>.</summary>
internal static unsafe class ChannelNorm
{
    /// <summary>y = (x - center) scale + shift.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">Those of a wide row.</param>
    /// <param name="center">Subtracted, for each column of a wide row.</param>
    /// <param name="scale">Multiplied by, for each column.</param>
    /// <param name="shift">Added, for each column.</param>
    /// <param name="y">Receives the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(float* x, int count, int width, float* center, float* scale, float* shift, float* y)
    {
        for (; count > 0; count -= width, x += width, y += width)
        {
            var length = Math.Min(count, width);
            var j = 0;
            for (; j <= length - Vector<float>.Count; j += Vector<float>.Count)
            {
                (((Vector.Load(x + j) - Vector.Load(center + j)) * Vector.Load(scale + j)) + Vector.Load(shift + j)).Store(y + j);
            }

            for (; j < length; j++)
            {
                y[j] = ((x[j] - center[j]) * scale[j]) + shift[j];
            }
        }
    }

    /// <summary>result = g scale + (x - center) slope + shift. The result may take the place of g.</summary>
    /// <param name="g">A gradient.</param>
    /// <param name="x">The numbers.</param>
    /// <param name="count">How many there are of both.</param>
    /// <param name="width">Those of a wide row.</param>
    /// <param name="center">Subtracted from the numbers, for each column of a wide row.</param>
    /// <param name="scale">What the gradient is multiplied by, for each column.</param>
    /// <param name="slope">What the differences are multiplied by, for each column.</param>
    /// <param name="shift">Added, for each column.</param>
    /// <param name="result">Receives the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(float* g, float* x, int count, int width, float* center, float* scale, float* slope, float* shift, float* result)
    {
        for (; count > 0; count -= width, g += width, x += width, result += width)
        {
            var length = Math.Min(count, width);
            var j = 0;
            for (; j <= length - Vector<float>.Count; j += Vector<float>.Count)
            {
                var rest = ((Vector.Load(x + j) - Vector.Load(center + j)) * Vector.Load(slope + j)) + Vector.Load(shift + j);
                ((Vector.Load(g + j) * Vector.Load(scale + j)) + rest).Store(result + j);
            }

            for (; j < length; j++)
            {
                result[j] = (g[j] * scale[j]) + (((x[j] - center[j]) * slope[j]) + shift[j]);
            }
        }
    }
}
