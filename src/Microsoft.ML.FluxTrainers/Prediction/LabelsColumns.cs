// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>PredictedLabels, true or false for each label, and Score, their probabilities, with the labels' names as slot names.</summary>
internal sealed class LabelsColumns(LabelsTarget target) : OutputColumns
{
    private const string Task = "MultilabelClassification";

    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var setId = ScoreAnnotations.NextSetId(input);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn(
            "PredictedLabels", new VectorDataViewType(BooleanDataViewType.Instance, target.Outputs), Annotations(setId, "PredictedLabels"));
        schema.AddColumn("Score", new VectorDataViewType(NumberDataViewType.Single, target.Outputs), Annotations(setId, "Score"));
        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores) => index == 0
        ? (ValueGetter<VBuffer<bool>>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref VBuffer<bool> labels) =>
        {
            var probabilities = scores();
            var editor = VBufferEditor.Create(ref labels, probabilities.Length);
            for (var i = 0; i < probabilities.Length; i++)
            {
                editor.Values[i] = probabilities[i] > target.Threshold;
            }

            labels = editor.Commit();
        })
        : (ValueGetter<VBuffer<float>>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref VBuffer<float> vector) => ScoreVectors.Copy(scores(), ref vector));

    private DataViewSchema.Annotations Annotations(uint setId, string value)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddScoreKind(setId, Task, value);
        if (value == "Score")
        {
            annotations.AddIsNormalized();
        }

        if (target.IsNamed)
        {
            annotations.AddSlotNames(target.Names);
        }

        return annotations.ToAnnotations();
    }
}
