// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Exponentials of the distances of numbers from the largest of their row, which cannot overflow.</summary>
internal static class RowExponentials
{
    /// <summary>Those of some rows.</summary>
    /// <param name="z">The numbers, row after row.</param>
    /// <param name="exponentials">Receives as many exponentials.</param>
    /// <param name="width">Numbers per row.</param>
    public static void Of(ReadOnlySpan<float> z, Span<float> exponentials, int width)
    {
        Subtract(z, exponentials, width);
        Exponential.Apply(exponentials);
    }

    /// <summary>The distances of numbers from the largest of their row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ReadOnlySpan<float> z, Span<float> distances, int width)
    {
        for (var row = 0; row < z.Length; row += width)
        {
            var largest = Largest(z.Slice(row, width));
            for (var j = row; j < row + width; j++)
            {
                distances[j] = z[j] - largest;
            }
        }
    }

    /// <summary>The largest number, or NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(ReadOnlySpan<float> z)
    {
        var largest = z[0];
        for (var j = 1; j < z.Length; j++)
        {
            largest = MathF.Max(largest, z[j]);
        }

        return largest;
    }
}
