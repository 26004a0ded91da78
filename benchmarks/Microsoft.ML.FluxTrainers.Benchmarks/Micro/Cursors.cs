// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Passes over rows of features and a label.</summary>
internal static class Cursors
{
    /// <summary>Reads all rows; a cache is full then.</summary>
    public static void Pass(IDataView view)
    {
        var (features, label) = (view.Schema["Features"], view.Schema["Label"]);
        using var cursor = view.GetRowCursor([features, label]);
        var (getFeatures, getLabel) = (cursor.GetGetter<VBuffer<float>>(features), cursor.GetGetter<bool>(label));
        VBuffer<float> row = default;
        var isPositive = false;
        while (cursor.MoveNext())
        {
            getFeatures(ref row);
            getLabel(ref isPositive);
        }
    }
}
