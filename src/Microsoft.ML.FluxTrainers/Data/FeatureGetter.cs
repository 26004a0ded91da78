// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads features that are a vector or a single number, as a vector.</summary>
internal static class FeatureGetter
{
    public static ValueGetter<VBuffer<float>> Of(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            return row.GetGetter<VBuffer<float>>(column);
        }

        var scalar = row.GetGetter<float>(column);
        return (ref VBuffer<float> vector) =>
        {
            var editor = VBufferEditor.Create(ref vector, 1);
            scalar(ref editor.Values[0]);
            vector = editor.Commit();
        };
    }
}
