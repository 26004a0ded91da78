// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>PredictedLabel, Score and Probability, as of ML.NET's own calibrated binary trainers.</summary>
/// <remarks>Score is the log odds, Probability their sigmoid; the label is true where the probability is above one half.</remarks>
internal sealed class BinaryColumns : OutputColumns
{
    private const string Task = "BinaryClassification";

    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var setId = ScoreAnnotations.NextSetId(input);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn("PredictedLabel", BooleanDataViewType.Instance, Annotations(setId, "PredictedLabel"));
        schema.AddColumn("Score", NumberDataViewType.Single, Annotations(setId, "Score"));
        schema.AddColumn("Probability", NumberDataViewType.Single, Annotations(setId, "Probability"));
        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores) => index switch
    {
        0 => (ValueGetter<bool>)((ref bool label) => label = scores()[0] > 0),
        1 => (ValueGetter<float>)((ref float score) => score = scores()[0]),
        _ => (ValueGetter<float>)((ref float probability) => probability = Sigmoid(scores()[0])),
    };

    private static float Sigmoid(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    private static DataViewSchema.Annotations Annotations(uint setId, string value)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddScoreKind(setId, Task, value);
        if (value == "Probability")
        {
            annotations.AddIsNormalized();
        }

        return annotations.ToAnnotations();
    }
}
