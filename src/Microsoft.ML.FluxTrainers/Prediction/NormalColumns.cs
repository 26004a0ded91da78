// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Score, the mean, and StandardDeviation, both in the target's own unit.</summary>
internal sealed class NormalColumns(NormalTarget target) : OutputColumns
{
    private const string Task = "Regression";

    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var setId = ScoreAnnotations.NextSetId(input);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        foreach (var name in (string[])["Score", "StandardDeviation"])
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.AddScoreKind(setId, Task, name);
            schema.AddColumn(name, NumberDataViewType.Single, annotations.ToAnnotations());
        }

        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores) => index == 0
        ? (ValueGetter<float>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref float score) => score = target.FromNetwork(scores()[0]))
        : (ValueGetter<float>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref float deviation) =>
            deviation = (float)(NormalLoss.Deviation(scores()[1], target.MinimumDeviation) * target.Scale));
}
