// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Features of which one slot comes from another row.</summary>
internal sealed class PermutedSlot(DataViewSchema.Column features, int slot, float[] values, int[] order)
    : ChangedColumn(features.Name, features.Type, features.Annotations, features)
{
    public override Delegate Getter(CopiedCursor cursor, DataViewRow input)
    {
        var read = ScoreReader.Of(input, features);
        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var numbers = read();
            var editor = VBufferEditor.Create(ref value, numbers.Length);
            numbers.CopyTo(editor.Values);
            editor.Values[slot] = values[order[cursor.Row]];
            value = editor.Commit();
        });
    }
}
