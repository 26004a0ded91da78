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
        var right = 0L;
        for (var row = 0; row < scores.Rows; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                right += scores.IsChoice
                    ? scores.IsTrue(row, scores.Chosen(row)) ? 1 : 0
                    : scores.IsTrue(row, i) == scores.IsPredicted(row, i) ? 1 : 0;
            }
        }

        return (double)right / ((long)scores.Rows * columns);
    }
}
