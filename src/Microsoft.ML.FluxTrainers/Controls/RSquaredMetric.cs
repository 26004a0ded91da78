// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.RSquared"/>.</summary>
internal sealed record RSquaredMetric : ValidationMetric
{
    private protected override string MetricName => "R2";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => isNumber;

    internal override double Of(ValidationScores scores) => MeanOfNumbers(scores.Columns.Select(column =>
    {
        var labels = Enumerable.Range(0, scores.Rows).Select(row => (double)scores.Labels(row)[column]).ToArray();
        var mean = labels.Average();
        var variation = labels.Average(label => (label - mean) * (label - mean));
        return variation > 0 ? 1 - (scores.MeanError(column, error => error * error) / variation) : double.NaN;
    }));
}
