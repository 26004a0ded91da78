// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Probabilities of raw outputs, in their place: compiled with care from the first call, and with the same bits for a row alone and among others.</summary>
internal static class Probabilities
{
    /// <summary>exp(z) over the sum of exp(z) of a row.</summary>
    /// <param name="rows">The outputs, row after row.</param>
    /// <param name="width">Numbers per row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(Span<float> rows, int width)
    {
        RowExponentials.Of(rows, rows, width);
        for (var row = 0; row < rows.Length; row += width)
        {
            var own = rows.Slice(row, width);
            var total = 0f;
            foreach (var value in own)
            {
                total += value;
            }

            foreach (ref var value in own)
            {
                value /= total;
            }
        }
    }

    /// <summary>1 / (1 + exp(-z)) of each number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (ref var vector in vectors)
        {
            vector = Sigmoid(vector);
        }

        for (var i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] = Sigmoid(new Vector<float>(values[i]))[0];
        }
    }

    /// <summary>With e = exp(-|z|), which cannot overflow: 1 / (1 + e) from 0 on, e / (1 + e) below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Sigmoid(Vector<float> z)
    {
        var e = Exponential.Of(-Vector.Abs(z));
        return Vector.ConditionalSelect(Vector.LessThan(z, Vector<float>.Zero), e, Vector<float>.One) / (Vector<float>.One + e);
    }
}
