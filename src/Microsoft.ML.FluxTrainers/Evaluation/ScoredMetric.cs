// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A metric of scores and labels, for columns of data.</summary>
internal sealed record ScoredMetric(ValidationMetric Metric) : EvaluationMetric
{
    public ValidationMetric Metric { get; init => field = Guard.NotNull(value); } = Guard.NotNull(Metric, nameof(Metric));

    internal override bool IsRootOfMean => Metric is RootMeanSquaredErrorMetric or RootMeanSquaredLogErrorMetric;

    private protected override string MetricName => Metric.Name;

    private protected override bool IsScore => Metric.HigherIsBetter;

    internal override double Of(ScoredData scored)
    {
        var rows = scored.Rows;
        if (!Metric.Fits(rows.Task == EvaluationTask.Numbers))
        {
            throw new ArgumentException(rows.Task == EvaluationTask.Numbers
                ? $"The metric '{Name}' judges classes and labels, but column '{scored.Columns.Labels[0]}' holds numbers."
                : $"The metric '{Name}' judges numbers, but column '{scored.Columns.Labels[0]}' holds classes or labels.");
        }

        return rows.HasProbabilities || !Metric.NeedsProbabilities
            ? Metric.Of((Metric is PinballMetric pinball ? rows.AtQuantile(pinball.Level) : rows).Labeled)
            : throw new ArgumentException(
                $"The metric '{Name}' needs probabilities, but there is no column '{scored.Columns.ProbabilityColumnName}' of type Single. Calibrate the model, or use {ValidationMetric.AreaUnderRocCurve} or {ValidationMetric.Accuracy}.");
    }
}
