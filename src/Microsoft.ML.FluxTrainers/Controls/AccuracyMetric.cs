// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.Accuracy"/>.</summary>
internal sealed record AccuracyMetric : ValidationMetric
{
    private protected override string MetricName => "accuracy";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores)
    {
        var columns = scores.IsChoice ? 1 : scores.ScoreCount;
        return scores.MeanOfRows(row => scores.IsChoice
            ? scores.IsTrue(row, scores.Chosen(row)) ? 1 : 0
            : Enumerable.Range(0, columns).Count(i => scores.IsTrue(row, i) == scores.IsPredicted(row, i))) / columns;
    }
}
