// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.MeanAbsolutePercentageError"/>.</summary>
internal sealed record MeanAbsolutePercentageErrorMetric : ValidationMetric
{
    private static readonly double _leastLabel = Math.BitIncrement(1.0) - 1; // as in scikit-learn: a label of 0 makes the error huge, not infinite

    private protected override string MetricName => "MAPE";

    private protected override bool IsScore => false;

    internal override bool Fits(bool isNumber) => isNumber;

    internal override double Of(ValidationScores scores) => scores.Columns.Average(column =>
        scores.Mean(column, (score, label) => Math.Abs(score - label) / Math.Max(Math.Abs(label), _leastLabel)));
}
