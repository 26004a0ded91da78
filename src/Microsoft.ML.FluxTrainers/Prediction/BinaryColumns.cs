// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>PredictedLabel, Score and Probability, as of ML.NET's own calibrated binary trainers.</summary>
/// <remarks>Score is the log odds, Probability their sigmoid; the label is the positive one where the probability is above the threshold.</remarks>
internal sealed class BinaryColumns(BinaryTarget target) : OutputColumns
{
    private const string Task = "BinaryClassification";

    public override DataViewSchema AddTo(DataViewSchema input)
    {
        var setId = ScoreAnnotations.NextSetId(input);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn(
            "PredictedLabel",
            target.IsKey ? new KeyDataViewType(typeof(uint), 2) : BooleanDataViewType.Instance,
            Annotations(setId, "PredictedLabel"));
        schema.AddColumn("Score", NumberDataViewType.Single, Annotations(setId, "Score"));
        schema.AddColumn("Probability", NumberDataViewType.Single, Annotations(setId, "Probability"));
        return schema.ToSchema();
    }

    public override Delegate Getter(int index, ScoreSource scores) => index switch
    {
        0 when target.IsKey => (ValueGetter<uint>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref uint key) => key = Key(scores()[0])),
        0 => (ValueGetter<bool>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref bool label) => label = IsPositive(scores()[0])),
        1 => (ValueGetter<float>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref float score) => score = scores()[0]),
        _ => (ValueGetter<float>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref float probability) => probability = Sigmoid(scores()[0])),
    };

    private static float Sigmoid(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    private uint Key(float logOdds) => float.IsNaN(logOdds) ? 0u : IsPositive(logOdds) ? 2u : 1u; // a key counts from 1; 0 is missing

    // At one half by the sign, as ML.NET does: the probability of very small log odds is rounded to one half.
    private bool IsPositive(float logOdds) => target.Threshold == 0.5 ? logOdds > 0 : Sigmoid(logOdds) > target.Threshold;

    private DataViewSchema.Annotations Annotations(uint setId, string value)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddScoreKind(setId, Task, value);
        if (value == "Probability")
        {
            annotations.AddIsNormalized();
        }

        if (value == "PredictedLabel" && target.Values is { } values)
        {
            annotations.AddKeyValues(values);
        }

        return annotations.ToAnnotations();
    }
}
