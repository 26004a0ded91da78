// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.MeanAbsoluteError"/>.</summary>
internal sealed record MeanAbsoluteErrorMetric : ValidationMetric
{
    private protected override string MetricName => "MAE";

    private protected override bool IsScore => false;

    internal override bool Fits(bool isNumber) => isNumber;

    internal override double Of(ValidationScores scores) => scores.Columns.Average(column => scores.Mean(column, (score, label) => Math.Abs(score - label)));
}
