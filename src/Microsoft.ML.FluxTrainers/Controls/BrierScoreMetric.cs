// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.BrierScore"/>.</summary>
internal sealed record BrierScoreMetric : ValidationMetric
{
    private protected override string MetricName => "Brier score";

    private protected override bool IsScore => false;

    internal override bool NeedsProbabilities => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) =>
        scores.MeanOfRows(row => scores.Columns.Sum(column => Square(scores.Scores(row)[column] - (scores.IsTrue(row, column) ? 1.0 : 0)))) / (scores.IsChoice ? 1 : scores.ScoreCount);

    private static double Square(double value) => value * value;
}
