// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.RootMeanSquaredLogError"/>.</summary>
internal sealed record RootMeanSquaredLogErrorMetric : ValidationMetric
{
    private protected override string MetricName => "RMSLE";

    private protected override bool IsScore => false;

    internal override bool Fits(bool isNumber) => isNumber;

    internal override double Of(ValidationScores scores) => scores.Columns.Average(column => Math.Sqrt(
        scores.Mean(column, (score, label) => Square(Math.Log(1 + score) - Math.Log(1 + label)))));

    private static double Square(double value) => value * value;
}
