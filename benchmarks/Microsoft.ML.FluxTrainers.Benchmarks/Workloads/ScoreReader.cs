// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Reads the column Score of a scored view, row after row.</summary>
internal static class ScoreReader
{
    /// <summary>Where a row has one score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Numbers(IDataView scored, int rows)
    {
        var all = new float[rows];
        var column = scored.Schema["Score"];
        using var cursor = scored.GetRowCursor([column]);
        var get = cursor.GetGetter<float>(column);
        for (var i = 0; cursor.MoveNext(); i++)
        {
            get(ref all[i]);
        }

        return all;
    }

    /// <summary>Where a row has a score a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Vectors(IDataView scored, int rows, int classes)
    {
        var all = new float[rows * classes];
        var column = scored.Schema["Score"];
        using var cursor = scored.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        for (var i = 0; cursor.MoveNext(); i++)
        {
            get(ref row);
            row.CopyTo(all.AsSpan(i * classes, classes));
        }

        return all;
    }
}
