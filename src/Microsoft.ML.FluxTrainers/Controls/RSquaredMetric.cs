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
        var mean = scores.Mean(column, (_, label) => label);
        var variation = scores.Mean(column, (_, label) => (label - mean) * (label - mean));
        return variation > 0 ? 1 - (MeanSquaredErrorMetric.OfColumn(scores, column) / variation) : double.NaN;
    }));
}
