// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>PredictedLabel and Score, with the annotations of ML.NET's own multiclass trainers.</summary>
internal sealed class ClassColumns(ClassTarget target) : OutputColumns
{
    private const string Task = "MulticlassClassification";

    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var setId = ScoreAnnotations.NextSetId(input);
        var label = new DataViewSchema.Annotations.Builder();
        label.AddScoreKind(setId, Task, "PredictedLabel");
        var score = new DataViewSchema.Annotations.Builder();
        score.AddScoreKind(setId, Task, "Score");
        if (target.Values is { } values)
        {
            label.AddKeyValues(values);
            score.AddTrainingLabels(values);
        }

        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn("PredictedLabel", new KeyDataViewType(typeof(uint), target.Count), label.ToAnnotations());
        schema.AddColumn("Score", new VectorDataViewType(NumberDataViewType.Single, target.Count), score.ToAnnotations());
        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores) => index == 0
        ? (ValueGetter<uint>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref uint key) => key = (uint)(Best(scores()) + 1)) // a key counts from 1; 0 is missing
        : (ValueGetter<VBuffer<float>>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref VBuffer<float> vector) => ScoreVectors.Copy(scores(), ref vector));

    /// <summary>The first class with the highest score, or -1 where all scores are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    private static int Best(ReadOnlySpan<float> scores)
    {
        var best = -1;
        for (var i = 0; i < scores.Length; i++)
        {
            if (!float.IsNaN(scores[i]) && (best < 0 || scores[i] > scores[best]))
            {
                best = i;
            }
        }

        return best;
    }
}
