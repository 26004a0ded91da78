// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tiles of 6 rows and 16 columns, whose sums fill 12 of the 16 registers of AVX2.</summary>
/// <remarks>See <see cref="Tile512"/> on calls between the loads and the stores.</remarks>
internal readonly unsafe struct Tile256 : ITile
{
    public static int Rows => 6;

    public static int Columns => 16;

    public static int VectorLength => 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in LeftTile a, float* b, nint bRow, int depth, float* c, nint cRow, int rows, float* start, nint startRow)
    {
        nint last = rows - 1;
        nint r1 = Math.Min(1, last), r2 = Math.Min(2, last), r3 = Math.Min(3, last), r4 = Math.Min(4, last), r5 = Math.Min(5, last);
        float* s = start;
        Vector256<float> c00 = Vector256.Load(s), c01 = Vector256.Load(s + 8);
        s = start + (r1 * startRow);
        Vector256<float> c10 = Vector256.Load(s), c11 = Vector256.Load(s + 8);
        s = start + (r2 * startRow);
        Vector256<float> c20 = Vector256.Load(s), c21 = Vector256.Load(s + 8);
        s = start + (r3 * startRow);
        Vector256<float> c30 = Vector256.Load(s), c31 = Vector256.Load(s + 8);
        s = start + (r4 * startRow);
        Vector256<float> c40 = Vector256.Load(s), c41 = Vector256.Load(s + 8);
        s = start + (r5 * startRow);
        Vector256<float> c50 = Vector256.Load(s), c51 = Vector256.Load(s + 8);
        var places = a.RowPlaces;
        nint place = places[0];
        (r1, r2, r3, r4, r5) = (places[r1] - place, places[r2] - place, places[r3] - place, places[r4] - place, places[r5] - place);
        var x = a.Start + place;
        var column = a.ColumnStep;
        do
        {
            var run = Math.Min(a.Run, depth);
            depth -= run;
            for (; run > 0; run--)
            {
                var b0 = Vector256.Load(b);
                var b1 = Vector256.Load(b + 8);
                var v = Vector256.Create(x[0]);
                c00 = FusedMultiplyAdd.Of(v, b0, c00);
                c01 = FusedMultiplyAdd.Of(v, b1, c01);
                v = Vector256.Create(x[r1]);
                c10 = FusedMultiplyAdd.Of(v, b0, c10);
                c11 = FusedMultiplyAdd.Of(v, b1, c11);
                v = Vector256.Create(x[r2]);
                c20 = FusedMultiplyAdd.Of(v, b0, c20);
                c21 = FusedMultiplyAdd.Of(v, b1, c21);
                v = Vector256.Create(x[r3]);
                c30 = FusedMultiplyAdd.Of(v, b0, c30);
                c31 = FusedMultiplyAdd.Of(v, b1, c31);
                v = Vector256.Create(x[r4]);
                c40 = FusedMultiplyAdd.Of(v, b0, c40);
                c41 = FusedMultiplyAdd.Of(v, b1, c41);
                v = Vector256.Create(x[r5]);
                c50 = FusedMultiplyAdd.Of(v, b0, c50);
                c51 = FusedMultiplyAdd.Of(v, b1, c51);
                x += column;
                b += bRow;
            }

            x += a.Gap;
        }
        while (depth > 0);

        c00.Store(c);
        c01.Store(c + 8);
        c += cRow;
        c10.Store(c);
        c11.Store(c + 8);
        c += cRow;
        c20.Store(c);
        c21.Store(c + 8);
        c += cRow;
        c30.Store(c);
        c31.Store(c + 8);
        c += cRow;
        c40.Store(c);
        c41.Store(c + 8);
        c += cRow;
        c50.Store(c);
        c51.Store(c + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyRow(float* x, int depth, float* b, nint bRow, float* start, float* z, int columns)
    {
        for (; columns >= 32; columns -= 32, b += 32, start += 32, z += 32)
        {
            Vector256<float> s0 = Vector256.Load(start), s1 = Vector256.Load(start + 8);
            Vector256<float> s2 = Vector256.Load(start + 16), s3 = Vector256.Load(start + 24);
            var row = b;
            for (var p = 0; p < depth; p++, row += bRow)
            {
                var v = Vector256.Create(x[p]);
                s0 = FusedMultiplyAdd.Of(v, Vector256.Load(row), s0);
                s1 = FusedMultiplyAdd.Of(v, Vector256.Load(row + 8), s1);
                s2 = FusedMultiplyAdd.Of(v, Vector256.Load(row + 16), s2);
                s3 = FusedMultiplyAdd.Of(v, Vector256.Load(row + 24), s3);
            }

            s0.Store(z);
            s1.Store(z + 8);
            s2.Store(z + 16);
            s3.Store(z + 24);
        }

        for (; columns > 0; columns -= 8, b += 8, start += 8, z += 8)
        {
            var sum = Vector256.Load(start);
            var row = b;
            for (var p = 0; p < depth; p++, row += bRow)
            {
                sum = FusedMultiplyAdd.Of(Vector256.Create(x[p]), Vector256.Load(row), sum);
            }

            sum.Store(z);
        }
    }
}
