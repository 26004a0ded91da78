// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Single-precision matrix products of the sizes of dense layers and convolutions.</summary>
/// <remarks>
/// One routine serves all three products of a layer with weights W (outputs x inputs), input X and output gradient D:
/// forward X W', weight gradient D' X and input gradient D W. The result is cut into tiles whose sums stay in registers
/// (<see cref="ITile"/>); the columns of the right matrix that a tile needs are copied side by side first where they do not
/// lie so, in stretches that stay in the nearest cache (Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix
/// Multiplication").
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>How far past the end of the right matrix, the bias and the result the kernels may read, and of a result of one row write, in floats.</summary>
    public const int Slack = 64;

    private const int Depth = 256;

    /// <summary>C = A B + bias, or C = C + A B.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">Receives C, row after row.</param>
    /// <param name="bias">One number a column, or null for zeros.</param>
    /// <param name="accumulate">Whether the product is added to C; there is no bias then.</param>
    public static void Multiply(int m, int n, int k, LeftMatrix a, Matrix b, float* c, float* bias = null, bool accumulate = false)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            // Few columns would leave half of a wide tile empty.
            var rest = n % Tile512.Columns;
            var wide = rest > Narrow512.Columns ? n : n - rest;
            Multiply<Tile512>(m, 0, wide, n, k, a, b, c, bias, accumulate);
            Multiply<Narrow512>(m, wide, n, n, k, a, b, c, bias, accumulate);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Multiply<Tile256>(m, 0, n, n, k, a, b, c, bias, accumulate);
        }
        else
        {
            Multiply<Tile128>(m, 0, n, n, k, a, b, c, bias, accumulate);
        }
    }

    /// <summary>z = x B + bias for one row.</summary>
    /// <param name="x">The row.</param>
    /// <param name="k">Its length.</param>
    /// <param name="b">B, row after row, each padded to <paramref name="columns"/>.</param>
    /// <param name="columns">The padded width of B, a multiple of 16.</param>
    /// <param name="bias">One number a column, padded likewise.</param>
    /// <param name="z">Receives the padded result.</param>
    public static void MultiplyRow(float* x, int k, float* b, int columns, float* bias, float* z)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Tile512.MultiplyRow(x, k, b, columns, bias, z, columns);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Tile256.MultiplyRow(x, k, b, columns, bias, z, columns);
        }
        else
        {
            Tile128.MultiplyRow(x, k, b, columns, bias, z, columns);
        }
    }

    /// <summary>Some columns of C.</summary>
    [SkipLocalsInit] // the buffers are written before they are read
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T>(int m, int first, int end, int n, int k, LeftMatrix a, Matrix b, float* c, float* bias, bool accumulate)
        where T : struct, ITile // compiled for each: classes would share code that looks every member up
    {
        var pack = stackalloc float[Depth * T.Columns];
        var scratch = stackalloc float[T.Rows * T.Columns];
        var zeros = stackalloc float[T.Columns];
        new Span<float>(zeros, T.Columns).Clear();
        var places = stackalloc int[T.Rows]; // of the rows of a tile, where all are alike
        for (var row = 0; row < T.Rows; row++)
        {
            places[row] = row * a.RowStep;
        }

        for (var j = first; j < end; j += T.Columns)
        {
            var width = Math.Min(T.Columns, end - j);
            int depth;
            for (var p = 0; p < k; p += depth)
            {
                depth = Math.Min(StretchOf(a, p), k - p);
                var panel = new Matrix(b.Start + ((nint)p * b.RowStep) + ((nint)j * b.ColumnStep), b.RowStep, b.ColumnStep);
                if (b.ColumnStep != 1 || width < T.Columns)
                {
                    Packing.Pack(panel, depth, width, pack, T.Columns);
                    panel = Matrix.Rows(pack, T.Columns);
                }

                var continues = accumulate || p > 0;
                var column = a.Start + ((nint)p * a.ColumnStep) + ((nint)(p / a.Run) * a.Gap);
                for (var i = 0; i < m; i += T.Rows)
                {
                    var rows = Math.Min(T.Rows, m - i);
                    var left = new LeftTile(a, column + ((nint)i * a.RowStep), a.RowPlaces == null ? places : a.RowPlaces + i);
                    var ci = c + ((nint)i * n) + j;
                    var isWhole = rows == T.Rows && width == T.Columns;
                    var start = continues ? ci : bias == null ? zeros : bias + j;
                    // A tile at the edge is computed whole, beside C, and its part copied.
                    T.Multiply(left, panel.Start, panel.RowStep, depth, isWhole ? ci : scratch, isWhole ? n : T.Columns, rows, start, continues ? n : 0);
                    if (!isWhole)
                    {
                        CopyRows(scratch, T.Columns, ci, n, rows, width);
                    }
                }
            }
        }
    }

    /// <summary>How many columns of A to take at once from one on: whole runs, or a part of one that is longer than that.</summary>
    private static int StretchOf(in LeftMatrix a, int column) =>
        a.Run >= Depth ? Math.Min(Depth, a.Run - (column % a.Run)) : Depth / a.Run * a.Run;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(float* from, int fromStep, float* to, int toStep, int rows, int width)
    {
        for (var row = 0; row < rows; row++)
        {
            new Span<float>(from + ((nint)row * fromStep), width).CopyTo(new Span<float>(to + ((nint)row * toStep), width));
        }
    }
}
