// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads a column of scores, one number or many.</summary>
internal static class ScoreReader
{
    /// <summary>How many numbers a column has.</summary>
    public static int Width(DataViewSchema.Column column) => (column.Type as VectorDataViewType)?.Size ?? 1;

    /// <summary>Gives the numbers of the row at hand, always in the same memory.</summary>
    public static Func<float[]> Of(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            var get = row.GetGetter<float>(row.Schema[column.Index]);
            var single = new float[1];
            return () =>
            {
                get(ref single[0]);
                return single;
            };
        }

        var getVector = row.GetGetter<VBuffer<float>>(row.Schema[column.Index]);
        var buffer = default(VBuffer<float>);
        var scores = new float[vector.Size];
        return () =>
        {
            getVector(ref buffer);
            buffer.CopyTo(scores);
            return scores;
        };
    }
}
