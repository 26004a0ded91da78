// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Features as they are, and those of new rows.</summary>
internal sealed class SmoteColumn(DataViewSchema.Column features, SmoteDraws draws)
    : ChangedColumn(features.Name, features.Type, features.Annotations, features)
{
    public override Delegate Getter(CopiedCursor cursor, DataViewRow input)
    {
        var get = input.GetGetter<VBuffer<float>>(features);
        var width = ((VectorDataViewType)features.Type).Size;
        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            if (cursor.Copy == 0)
            {
                get(ref value);
                return;
            }

            var editor = VBufferEditor.Create(ref value, width);
            draws.Fill(cursor.Row, cursor.Copy, editor.Values);
            value = editor.Commit();
        });
    }
}
