// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tiles of 8 rows and 32 columns, whose sums fill 16 of the 32 registers of AVX-512.</summary>
/// <remarks>No method that is not inlined may be called between the loads and the stores: all vector registers belong to the
/// caller, so that the compiler would keep the sums in memory instead, at a quarter of the speed.</remarks>
internal readonly unsafe struct Tile512 : ITile
{
    public static int Rows => 8;

    public static int Columns => 32;

    public static int VectorLength => 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in LeftTile a, float* b, nint bRow, int depth, float* c, nint cRow, int rows, float* start, nint startRow)
    {
        // Rows that are missing repeat the last one: the same code, and the result is not used.
        nint last = rows - 1;
        nint r1 = Math.Min(1, last), r2 = Math.Min(2, last), r3 = Math.Min(3, last), r4 = Math.Min(4, last);
        nint r5 = Math.Min(5, last), r6 = Math.Min(6, last), r7 = Math.Min(7, last);
        float* s = start;
        Vector512<float> c00 = Vector512.Load(s), c01 = Vector512.Load(s + 16);
        s = start + (r1 * startRow);
        Vector512<float> c10 = Vector512.Load(s), c11 = Vector512.Load(s + 16);
        s = start + (r2 * startRow);
        Vector512<float> c20 = Vector512.Load(s), c21 = Vector512.Load(s + 16);
        s = start + (r3 * startRow);
        Vector512<float> c30 = Vector512.Load(s), c31 = Vector512.Load(s + 16);
        s = start + (r4 * startRow);
        Vector512<float> c40 = Vector512.Load(s), c41 = Vector512.Load(s + 16);
        s = start + (r5 * startRow);
        Vector512<float> c50 = Vector512.Load(s), c51 = Vector512.Load(s + 16);
        s = start + (r6 * startRow);
        Vector512<float> c60 = Vector512.Load(s), c61 = Vector512.Load(s + 16);
        s = start + (r7 * startRow);
        Vector512<float> c70 = Vector512.Load(s), c71 = Vector512.Load(s + 16);
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
                var b0 = Vector512.Load(b);
                var b1 = Vector512.Load(b + 16);
                var v = Vector512.Create(x[0]);
                c00 = FusedMultiplyAdd.Of(v, b0, c00);
                c01 = FusedMultiplyAdd.Of(v, b1, c01);
                v = Vector512.Create(x[r1]);
                c10 = FusedMultiplyAdd.Of(v, b0, c10);
                c11 = FusedMultiplyAdd.Of(v, b1, c11);
                v = Vector512.Create(x[r2]);
                c20 = FusedMultiplyAdd.Of(v, b0, c20);
                c21 = FusedMultiplyAdd.Of(v, b1, c21);
                v = Vector512.Create(x[r3]);
                c30 = FusedMultiplyAdd.Of(v, b0, c30);
                c31 = FusedMultiplyAdd.Of(v, b1, c31);
                v = Vector512.Create(x[r4]);
                c40 = FusedMultiplyAdd.Of(v, b0, c40);
                c41 = FusedMultiplyAdd.Of(v, b1, c41);
                v = Vector512.Create(x[r5]);
                c50 = FusedMultiplyAdd.Of(v, b0, c50);
                c51 = FusedMultiplyAdd.Of(v, b1, c51);
                v = Vector512.Create(x[r6]);
                c60 = FusedMultiplyAdd.Of(v, b0, c60);
                c61 = FusedMultiplyAdd.Of(v, b1, c61);
                v = Vector512.Create(x[r7]);
                c70 = FusedMultiplyAdd.Of(v, b0, c70);
                c71 = FusedMultiplyAdd.Of(v, b1, c71);
                x += column;
                b += bRow;
            }

            x += a.Gap;
        }
        while (depth > 0);

        c00.Store(c);
        c01.Store(c + 16);
        c += cRow;
        c10.Store(c);
        c11.Store(c + 16);
        c += cRow;
        c20.Store(c);
        c21.Store(c + 16);
        c += cRow;
        c30.Store(c);
        c31.Store(c + 16);
        c += cRow;
        c40.Store(c);
        c41.Store(c + 16);
        c += cRow;
        c50.Store(c);
        c51.Store(c + 16);
        c += cRow;
        c60.Store(c);
        c61.Store(c + 16);
        c += cRow;
        c70.Store(c);
        c71.Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyRow(float* x, int depth, float* b, nint bRow, float* start, float* z, int columns)
    {
        for (; columns >= 64; columns -= 64, b += 64, start += 64, z += 64)
        {
            Vector512<float> s0 = Vector512.Load(start), s1 = Vector512.Load(start + 16);
            Vector512<float> s2 = Vector512.Load(start + 32), s3 = Vector512.Load(start + 48);
            var row = b;
            for (var p = 0; p < depth; p++, row += bRow)
            {
                var v = Vector512.Create(x[p]);
                s0 = FusedMultiplyAdd.Of(v, Vector512.Load(row), s0);
                s1 = FusedMultiplyAdd.Of(v, Vector512.Load(row + 16), s1);
                s2 = FusedMultiplyAdd.Of(v, Vector512.Load(row + 32), s2);
                s3 = FusedMultiplyAdd.Of(v, Vector512.Load(row + 48), s3);
            }

            s0.Store(z);
            s1.Store(z + 16);
            s2.Store(z + 32);
            s3.Store(z + 48);
        }

        for (; columns > 0; columns -= 16, b += 16, start += 16, z += 16)
        {
            var sum = Vector512.Load(start);
            var row = b;
            for (var p = 0; p < depth; p++, row += bRow)
            {
                sum = FusedMultiplyAdd.Of(Vector512.Create(x[p]), Vector512.Load(row), sum);
            }

            sum.Store(z);
        }
    }
}
