// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Score, a vector of the predictions, each in its target's own unit, with the targets' names as slot names.</summary>
internal sealed class NumbersColumns(NumbersTarget target) : OutputColumns
{
    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddScoreKind(ScoreAnnotations.NextSetId(input), "MultitargetRegression", "Score");
        if (target.IsNamed)
        {
            annotations.AddSlotNames(target.Names);
        }

        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn("Score", new VectorDataViewType(NumberDataViewType.Single, target.Outputs), annotations.ToAnnotations());
        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores) => (ValueGetter<VBuffer<float>>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref VBuffer<float> vector) =>
    {
        var outputs = scores();
        var editor = VBufferEditor.Create(ref vector, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
        {
            editor.Values[i] = (outputs[i] * target.Scales[i]) + target.Offsets[i];
        }

        vector = editor.Commit();
    });
}
