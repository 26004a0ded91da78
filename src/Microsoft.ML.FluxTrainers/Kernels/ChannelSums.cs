// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Sums over positions, one a channel, for channels that lie side by side.</summary>
/// <remarks>They are taken column by column of <see cref="WideRows"/>: as floats over few rows, which stay in the nearest cache, then as doubles. So their errors do not grow with the number of positions.</remarks>
internal static unsafe class ChannelSums
{
    /// <summary>Rows whose sums are floats.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>With d = x - center: sum(d) and sum(d^2).</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">Those of a wide row.</param>
    /// <param name="center">What is subtracted, for each column of a wide row.</param>
    /// <param name="first">Receives the first sum for each column.</param>
    /// <param name="second">Receives the second sum for each column.</param>
    public static void OfDeviations(float* x, int count, int width, float* center, Span<double> first, Span<double> second) =>
        Compute(default(Deviation), x, x, count, width, center, first, second);

    /// <summary>With d = x - center: sum(g) and sum(g d).</summary>
    /// <param name="g">Other numbers, such as a gradient.</param>
    /// <param name="x">The numbers.</param>
    /// <param name="count">How many there are of both.</param>
    /// <param name="width">Those of a wide row.</param>
    /// <param name="center">What is subtracted, for each column of a wide row.</param>
    /// <param name="first">Receives the first sum for each column.</param>
    /// <param name="second">Receives the second sum for each column.</param>
    public static void OfProducts(float* g, float* x, int count, int width, float* center, Span<double> first, Span<double> second) =>
        Compute(default(Other), g, x, count, width, center, first, second);

    /// <summary>What is added up, as it is and times the deviation. A struct, so that the loops below inline it.</summary>
    private interface ITerm
    {
        Vector<float> At(float* g, Vector<float> deviation);

        float At(float g, float deviation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<T>(T term, float* g, float* x, int count, int width, float* center, Span<double> first, Span<double> second)
        where T : struct, ITerm
    {
        first.Clear();
        second.Clear();
        var rows = count / width;
        for (var row = 0; row < rows; row += RowsAtOnce)
        {
            var start = (nint)row * width;
            AddRows(term, g + start, x + start, Math.Min(RowsAtOnce, rows - row), width, center, first, second);
        }

        for (var (i, column) = (rows * width, 0); i < count; i++, column++)
        {
            var deviation = x[i] - center[column];
            var value = term.At(g[i], deviation);
            first[column] += value;
            second[column] += value * deviation;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<T>(T term, float* g, float* x, int rows, int width, float* center, Span<double> first, Span<double> second)
        where T : struct, ITerm
    {
        for (var column = 0; column < width; column += Vector<float>.Count, g += Vector<float>.Count, x += Vector<float>.Count)
        {
            var c = Vector.Load(center + column);
            var (f0, f1, s0, s1) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
            var (f2, f3, s2, s3) = (f0, f0, f0, f0); // four sums, as each addition waits for the one before
            var from = x;
            var other = g;
            var row = 0;
            for (; row <= rows - 4; row += 4, from += 4 * (nint)width, other += 4 * (nint)width)
            {
                var d0 = Vector.Load(from) - c;
                var d1 = Vector.Load(from + width) - c;
                var d2 = Vector.Load(from + (2 * (nint)width)) - c;
                var d3 = Vector.Load(from + (3 * (nint)width)) - c;
                var v0 = term.At(other, d0);
                var v1 = term.At(other + width, d1);
                var v2 = term.At(other + (2 * (nint)width), d2);
                var v3 = term.At(other + (3 * (nint)width), d3);
                (f0, f1, f2, f3) = (f0 + v0, f1 + v1, f2 + v2, f3 + v3);
                (s0, s1, s2, s3) = (s0 + (v0 * d0), s1 + (v1 * d1), s2 + (v2 * d2), s3 + (v3 * d3));
            }

            for (; row < rows; row++, from += width, other += width)
            {
                var d = Vector.Load(from) - c;
                var v = term.At(other, d);
                f0 += v;
                s0 += v * d;
            }

            Add(first[column..], (f0 + f1) + (f2 + f3));
            Add(second[column..], (s0 + s1) + (s2 + s3));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<double> sums, Vector<float> values)
    {
        Vector.Widen(values, out var low, out var high);
        (new Vector<double>(sums) + low).CopyTo(sums);
        sums = sums[Vector<double>.Count..];
        (new Vector<double>(sums) + high).CopyTo(sums);
    }

    private readonly struct Deviation : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(float* g, Vector<float> deviation) => deviation;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float At(float g, float deviation) => deviation;
    }

    private readonly struct Other : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(float* g, Vector<float> deviation) => Vector.Load(g);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float At(float g, float deviation) => g;
    }
}
