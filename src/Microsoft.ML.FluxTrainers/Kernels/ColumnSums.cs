// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Sums over the rows of a matrix: the gradient of a bias.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>sums = sums + the rows, added in order, so that a vector holds its columns in a register.</summary>
    /// <param name="matrix">The matrix, row after row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="sums">One number a column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* matrix, int rows, int width, float* sums)
    {
        var j = 0;
        for (; j <= width - Vector<float>.Count; j += Vector<float>.Count)
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
