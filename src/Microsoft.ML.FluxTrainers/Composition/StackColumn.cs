// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Out-of-fold predictions as features of the rows that they belong to, perhaps with the features behind them.</summary>
internal sealed class StackColumn(string name, IReadOnlyList<string> names, OutOfFold predictions, int width, DataViewSchema.Column? passed)
    : ChangedColumn(name, VectorColumn.Type(names.Count), VectorColumn.Named(names), passed)
{
    public override Delegate Getter(CopiedCursor cursor, DataViewRow input)
    {
        var read = Source is { } column ? ScoreReader.Of(input, column) : () => [];
        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var features = read();
            var editor = VBufferEditor.Create(ref value, width + features.Length);
            predictions.Fill(cursor.Row, editor.Values[..width]);
            features.CopyTo(editor.Values[width..]);
            value = editor.Commit();
        });
    }
}
