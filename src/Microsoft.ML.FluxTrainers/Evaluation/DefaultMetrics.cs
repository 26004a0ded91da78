// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What predictions are judged by where nobody says.</summary>
internal static class DefaultMetrics
{
    public static IReadOnlyList<EvaluationMetric> Of(ScoredRows rows) => rows.Task switch
    {
        EvaluationTask.Classes => [EvaluationMetric.LogLoss, EvaluationMetric.Accuracy, EvaluationMetric.MacroAccuracy],
        EvaluationTask.Binary when rows.HasProbabilities => [EvaluationMetric.LogLoss, EvaluationMetric.AreaUnderRocCurve, EvaluationMetric.Accuracy, EvaluationMetric.F1Score],
        EvaluationTask.Binary => [EvaluationMetric.AreaUnderRocCurve, EvaluationMetric.Accuracy, EvaluationMetric.F1Score],
        EvaluationTask.Labels => [EvaluationMetric.LogLoss, EvaluationMetric.F1Score, EvaluationMetric.AreaUnderRocCurve, EvaluationMetric.Accuracy],
        _ => [EvaluationMetric.RootMeanSquaredError, EvaluationMetric.MeanAbsoluteError, EvaluationMetric.RSquared],
    };
}
