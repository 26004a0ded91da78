// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Copies the part of a matrix that a column of tiles needs, row beside row.</summary>
/// <remarks>Optimized from the first call, as are the other kernels: a short fit would be over before the runtime found out.</remarks>
internal static unsafe class Packing
{
    /// <summary>Copies <paramref name="depth"/> rows of <paramref name="width"/> numbers; missing columns become zeros.</summary>
    /// <param name="from">The matrix.</param>
    /// <param name="depth">How many rows.</param>
    /// <param name="width">How many columns.</param>
    /// <param name="to">Receives rows of <paramref name="step"/> floats.</param>
    /// <param name="step">The width of a tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(Matrix from, int depth, int width, float* to, int step)
    {
        if (width < step)
        {
            new Span<float>(to, depth * step).Clear();
        }

        if (from.ColumnStep == 1)
        {
            for (var p = 0; p < depth; p++)
            {
                new Span<float>(from.Start + ((nint)p * from.RowStep), width).CopyTo(new Span<float>(to + (p * step), width));
            }
        }
        else if (from.RowStep == 1)
        {
            Transpose(from.Start, from.ColumnStep, depth, width, to, step);
        }
        else
        {
            CopyOneByOne(from, 0, depth, 0, width, to, step);
        }
    }

    /// <summary>Copies columns that lie one after the other in memory, in blocks of 4 x 4 that turn in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* from, int columnStep, int depth, int width, float* to, int step)
    {
        var (wholeWidth, wholeDepth) = (width & ~3, depth & ~3);
        var wide = Avx512F.IsSupported ? width & ~15 : 0;
        for (var j = 0; j < wide; j += 16)
        {
            var column = from + ((nint)j * columnStep);
            for (var p = 0; p < wholeDepth; p += 4)
            {
                Transpose16(column + p, columnStep, to + (p * step) + j, step);
            }
        }

        for (var j = wide; j < wholeWidth; j += 4)
        {
            var column = from + ((nint)j * columnStep);
            for (var p = 0; p < wholeDepth; p += 4)
            {
                Transpose4(column + p, columnStep, to + (p * step) + j, step);
            }
        }

        var matrix = new Matrix(from, 1, columnStep);
        CopyOneByOne(matrix, wholeDepth, depth, 0, wholeWidth, to, step);
        CopyOneByOne(matrix, 0, depth, wholeWidth, width, to, step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* from, int fromStep, float* to, int toStep)
    {
        var r0 = Vector128.Load(from);
        var r1 = Vector128.Load(from + fromStep);
        var r2 = Vector128.Load(from + (2 * (nint)fromStep));
        var r3 = Vector128.Load(from + (3 * (nint)fromStep));
        var (low01, low23) = (Low(r0, r1), Low(r2, r3));
        var (high01, high23) = (High(r0, r1), High(r2, r3));
        LowHalves(low01, low23).Store(to);
        HighHalves(low01, low23).Store(to + toStep);
        LowHalves(high01, high23).Store(to + (2 * toStep));
        HighHalves(high01, high23).Store(to + (3 * toStep));
    }

    /// <summary>Four columns of 16 that become four rows of 16: in each quarter of a register four numbers of one column in turn, which are then turned as blocks of 4 x 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose16(float* from, nint fromStep, float* to, nint toStep)
    {
        var r0 = Quarters(from, 4 * fromStep);
        var r1 = Quarters(from + fromStep, 4 * fromStep);
        var r2 = Quarters(from + (2 * fromStep), 4 * fromStep);
        var r3 = Quarters(from + (3 * fromStep), 4 * fromStep);
        var (low01, low23) = (Avx512F.UnpackLow(r0, r1).AsDouble(), Avx512F.UnpackLow(r2, r3).AsDouble());
        var (high01, high23) = (Avx512F.UnpackHigh(r0, r1).AsDouble(), Avx512F.UnpackHigh(r2, r3).AsDouble());
        Avx512F.UnpackLow(low01, low23).AsSingle().Store(to);
        Avx512F.UnpackHigh(low01, low23).AsSingle().Store(to + toStep);
        Avx512F.UnpackLow(high01, high23).AsSingle().Store(to + (2 * toStep));
        Avx512F.UnpackHigh(high01, high23).AsSingle().Store(to + (3 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* from, nint step) => Vector512.Create(
        Vector256.Create(Vector128.Load(from), Vector128.Load(from + step)),
        Vector256.Create(Vector128.Load(from + (2 * step)), Vector128.Load(from + (3 * step))));

    /// <summary>The first two elements of both, in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>The last two elements of both, in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : Vector128.Create(a[2], b[2], a[3], b[3]);

    // On x86 a Vector64 lies in memory, so that putting halves together takes an instruction of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowHalves(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveLowToHigh(a, b) : Vector128.Create(a.GetLower(), b.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HighHalves(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveHighToLow(b, a) : Vector128.Create(a.GetUpper(), b.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyOneByOne(Matrix from, int firstRow, int lastRow, int firstColumn, int lastColumn, float* to, int step)
    {
        for (var j = firstColumn; j < lastColumn; j++)
        {
            for (var p = firstRow; p < lastRow; p++)
            {
                to[(p * step) + j] = from.Start[((nint)p * from.RowStep) + ((nint)j * from.ColumnStep)];
            }
        }
    }
}
