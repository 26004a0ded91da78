// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Single-precision matrix products of the sizes of dense layers.</summary>
/// <remarks>
/// One routine serves all three products of a layer with weights W (outputs x inputs), input X and output gradient D:
/// forward X W', weight gradient D' X and input gradient D W. The result is cut into tiles whose sums stay in registers
/// (<see cref="ITile"/>); the columns of the right matrix that a tile needs are copied side by side first where they do not
/// lie so, in stretches that stay in the nearest cache (Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix
/// Multiplication").
/// </remarks>
internal static unsafe class MatrixProduct
{
    /// <summary>How far past the end of the right matrix, the bias and the result the kernels may read, in floats.</summary>
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
    public static void Multiply(int m, int n, int k, Matrix a, Matrix b, float* c, float* bias = null, bool accumulate = false)
    {
        // Where few columns would leave half of a wide tile empty, the narrow one does the same sums in half the time.
        if (Vector512.IsHardwareAccelerated && n > Tile256.Columns)
        {
            Multiply<Tile512>(m, n, k, a, b, c, bias, accumulate);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Multiply<Tile256>(m, n, k, a, b, c, bias, accumulate);
        }
        else
        {
            Multiply<Tile128>(m, n, k, a, b, c, bias, accumulate);
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

    [SkipLocalsInit] // the buffers are written before they are read
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T>(int m, int n, int k, Matrix a, Matrix b, float* c, float* bias, bool accumulate)
        where T : struct, ITile // compiled for each: classes would share code that looks every member up
    {
        var pack = stackalloc float[Depth * T.Columns];
        var scratch = stackalloc float[T.Rows * T.Columns];
        var zeros = stackalloc float[T.Columns];
        new Span<float>(zeros, T.Columns).Clear();
        for (var j = 0; j < n; j += T.Columns)
        {
            var width = Math.Min(T.Columns, n - j);
            for (var p = 0; p < k; p += Depth)
            {
                var depth = Math.Min(Depth, k - p);
                var panel = new Matrix(b.Start + ((nint)p * b.RowStep) + ((nint)j * b.ColumnStep), b.RowStep, b.ColumnStep);
                if (b.ColumnStep != 1 || width < T.Columns)
                {
                    Packing.Pack(panel, depth, width, pack, T.Columns);
                    panel = Matrix.Rows(pack, T.Columns);
                }

                for (var i = 0; i < m; i += T.Rows)
                {
                    var rows = Math.Min(T.Rows, m - i);
                    var ai = a.Start + ((nint)i * a.RowStep) + ((nint)p * a.ColumnStep);
                    var ci = c + ((nint)i * n) + j;
                    var isWhole = rows == T.Rows && width == T.Columns;
                    var continues = accumulate || p > 0;
                    var start = continues ? ci : bias == null ? zeros : bias + j;
                    // A tile at the edge is computed whole, beside C, and its part copied.
                    T.Multiply(
                        ai, a.RowStep, a.ColumnStep, panel.Start, panel.RowStep, depth, isWhole ? ci : scratch, isWhole ? n : T.Columns, rows, start, continues ? n : 0);
                    if (!isWhole)
                    {
                        CopyRows(scratch, T.Columns, ci, n, rows, width);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(float* from, int fromStep, float* to, int toStep, int rows, int width)
    {
        for (var row = 0; row < rows; row++)
        {
            new Span<float>(from + ((nint)row * fromStep), width).CopyTo(new Span<float>(to + ((nint)row * toStep), width));
        }
    }
}
