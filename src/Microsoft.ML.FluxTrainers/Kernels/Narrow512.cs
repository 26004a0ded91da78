// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tiles of 8 rows and 16 columns, where the wide tile of AVX-512 would be half empty.</summary>
/// <remarks>Eight sums are just enough for two multiply-adds a cycle that take four cycles each. See <see cref="Tile512"/> on calls between the loads and the stores.</remarks>
internal readonly unsafe struct Narrow512 : ITile
{
    public static int Rows => 8;

    public static int Columns => 16;

    public static int VectorLength => 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in LeftTile a, float* b, nint bRow, int depth, float* c, nint cRow, int rows, float* start, nint startRow)
    {
        // Rows that are missing repeat the last one: the same code, and the result is not used.
        nint last = rows - 1;
        nint r1 = Math.Min(1, last), r2 = Math.Min(2, last), r3 = Math.Min(3, last), r4 = Math.Min(4, last);
        nint r5 = Math.Min(5, last), r6 = Math.Min(6, last), r7 = Math.Min(7, last);
        Vector512<float> c0 = Vector512.Load(start), c1 = Vector512.Load(start + (r1 * startRow));
        Vector512<float> c2 = Vector512.Load(start + (r2 * startRow)), c3 = Vector512.Load(start + (r3 * startRow));
        Vector512<float> c4 = Vector512.Load(start + (r4 * startRow)), c5 = Vector512.Load(start + (r5 * startRow));
        Vector512<float> c6 = Vector512.Load(start + (r6 * startRow)), c7 = Vector512.Load(start + (r7 * startRow));
        var places = a.RowPlaces;
        nint place = places[0];
        (r1, r2, r3, r4) = (places[r1] - place, places[r2] - place, places[r3] - place, places[r4] - place);
        (r5, r6, r7) = (places[r5] - place, places[r6] - place, places[r7] - place);
        var x = a.Start + place;
        var column = a.ColumnStep;
        do
        {
            var run = Math.Min(a.Run, depth);
            depth -= run;
            for (; run > 0; run--)
            {
                var v = Vector512.Load(b);
                c0 = FusedMultiplyAdd.Of(Vector512.Create(x[0]), v, c0);
                c1 = FusedMultiplyAdd.Of(Vector512.Create(x[r1]), v, c1);
                c2 = FusedMultiplyAdd.Of(Vector512.Create(x[r2]), v, c2);
                c3 = FusedMultiplyAdd.Of(Vector512.Create(x[r3]), v, c3);
                c4 = FusedMultiplyAdd.Of(Vector512.Create(x[r4]), v, c4);
                c5 = FusedMultiplyAdd.Of(Vector512.Create(x[r5]), v, c5);
                c6 = FusedMultiplyAdd.Of(Vector512.Create(x[r6]), v, c6);
                c7 = FusedMultiplyAdd.Of(Vector512.Create(x[r7]), v, c7);
                x += column;
                b += bRow;
            }

            x += a.Gap;
        }
        while (depth > 0);

        c0.Store(c);
        c += cRow;
        c1.Store(c);
        c += cRow;
        c2.Store(c);
        c += cRow;
        c3.Store(c);
        c += cRow;
        c4.Store(c);
        c += cRow;
        c5.Store(c);
        c += cRow;
        c6.Store(c);
        c += cRow;
        c7.Store(c);
    }

    public static void MultiplyRow(float* x, int depth, float* b, nint bRow, float* start, float* z, int columns) =>
        Tile512.MultiplyRow(x, depth, b, bRow, start, z, columns);
}
