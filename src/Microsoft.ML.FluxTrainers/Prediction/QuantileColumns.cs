// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Score, the quantile nearest to the median, and Quantiles, all of them, in the target's own unit.</summary>
/// <remarks>The outputs of a row are put in order: quantiles never cross.</remarks>
internal sealed class QuantileColumns(QuantileTarget target) : OutputColumns
{
    private const string Task = "Regression";

    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var setId = ScoreAnnotations.NextSetId(input);
        var score = new DataViewSchema.Annotations.Builder();
        score.AddScoreKind(setId, Task, "Score");
        var quantiles = new DataViewSchema.Annotations.Builder();
        quantiles.AddScoreKind(setId, Task, "Quantiles");
        quantiles.AddSlotNames(target.LevelNames);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn("Score", NumberDataViewType.Single, score.ToAnnotations());
        schema.AddColumn("Quantiles", new VectorDataViewType(NumberDataViewType.Single, target.Outputs), quantiles.ToAnnotations());
        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores)
    {
        var ordered = new float[target.Outputs];
        var middle = target.Middle;
        return index == 0
            ? (ValueGetter<float>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref float score) =>
            {
                Order(scores(), ordered);
                score = ordered[middle];
            })
            : (ValueGetter<VBuffer<float>>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref VBuffer<float> vector) =>
            {
                Order(scores(), ordered);
                ScoreVectors.Copy(ordered, ref vector);
            });
    }

    private void Order(ReadOnlySpan<float> outputs, float[] ordered)
    {
        for (var i = 0; i < ordered.Length; i++)
        {
            ordered[i] = target.FromNetwork(outputs[i]);
        }

        Array.Sort(ordered);
    }
}
