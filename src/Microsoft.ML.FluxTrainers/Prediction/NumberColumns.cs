// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Score, in the target's own unit, as of ML.NET's own regression trainers.</summary>
internal sealed class NumberColumns(NumberTarget target) : OutputColumns
{
    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddScoreKind(ScoreAnnotations.NextSetId(input), "Regression", "Score");
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn("Score", NumberDataViewType.Single, annotations.ToAnnotations());
        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores) =>
        (ValueGetter<float>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref float score) => score = target.FromNetwork(scores()[0]));
}
