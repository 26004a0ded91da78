// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Sums over the rows of a matrix: the gradient of a bias.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>sums = sums + the rows, added in order, so that vectors hold their columns in registers: four, since a sum alone would wait for itself.</summary>
    /// <param name="matrix">The matrix, row after row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="sums">One number a column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* matrix, int rows, int width, float* sums)
    {
        var length = Vector<float>.Count;
        var j = 0;
        for (; j <= width - (4 * length); j += 4 * length)
        {
            var (s0, s1) = (Vector.Load(sums + j), Vector.Load(sums + j + length));
            var (s2, s3) = (Vector.Load(sums + j + (2 * length)), Vector.Load(sums + j + (3 * length)));
            var at = matrix + j;
            for (var row = 0; row < rows; row++, at += width)
            {
                s0 += Vector.Load(at);
                s1 += Vector.Load(at + length);
                s2 += Vector.Load(at + (2 * length));
                s3 += Vector.Load(at + (3 * length));
            }

            s0.Store(sums + j);
            s1.Store(sums + j + length);
            s2.Store(sums + j + (2 * length));
            s3.Store(sums + j + (3 * length));
        }

        for (; j <= width - length; j += length)
        {
            var sum = Vector.Load(sums + j);
            var at = matrix + j;
            for (var row = 0; row < rows; row++, at += width)
            {
                sum += Vector.Load(at);
            }

            sum.Store(sums + j);
        }

        for (; j < width; j++)
        {
            for (var row = 0; row < rows; row++)
            {
                sums[j] += matrix[((nint)row * width) + j];
            }
        }
    }
}
