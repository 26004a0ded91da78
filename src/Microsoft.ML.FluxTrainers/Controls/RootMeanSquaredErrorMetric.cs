// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.RootMeanSquaredError"/>.</summary>
internal sealed record RootMeanSquaredErrorMetric : ValidationMetric
{
    private protected override string MetricName => "RMSE";

    private protected override bool IsScore => false;

    internal override bool Fits(bool isNumber) => isNumber;

    internal override double Of(ValidationScores scores) => scores.Columns.Average(column => Math.Sqrt(MeanSquaredErrorMetric.OfColumn(scores, column)));
}
