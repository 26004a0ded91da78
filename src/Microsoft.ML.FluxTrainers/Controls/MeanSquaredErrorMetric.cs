// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.MeanSquaredError"/>.</summary>
internal sealed record MeanSquaredErrorMetric : ValidationMetric
{
    private protected override string MetricName => "MSE";

    private protected override bool IsScore => false;

    internal override bool Fits(bool isNumber) => isNumber;

    internal override double Of(ValidationScores scores) => scores.Columns.Average(column => OfColumn(scores, column));

    internal static double OfColumn(ValidationScores scores, int column) => scores.Mean(column, (score, label) => (score - label) * (score - label));
}
