// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Predictions that are kept in memory, as the column that they were.</summary>
internal sealed class OutOfBagColumn(string name, DataViewSchema.Column like, OutOfFold predictions, int width)
    : ChangedColumn(name, like.Type, like.Annotations, null)
{
    public override Delegate Getter(CopiedCursor cursor, DataViewRow input)
    {
        if (Type is not VectorDataViewType)
        {
            return (ValueGetter<float>)((ref float value) => predictions.Fill(cursor.Row, new Span<float>(ref value)));
        }

        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var editor = VBufferEditor.Create(ref value, width);
            predictions.Fill(cursor.Row, editor.Values);
            value = editor.Commit();
        });
    }
}
