// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.AreaUnderRocCurve"/>.</summary>
internal sealed record AreaUnderRocCurveMetric : ValidationMetric
{
    private protected override string MetricName => "AUC";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => MeanOfNumbers(scores.Columns.Select(column =>
    {
        var ranked = new List<(float Score, bool IsPositive)>(scores.Rows);
        for (var row = 0; row < scores.Rows; row++)
        {
            ranked.Add((scores.Scores(row)[column], scores.IsTrue(row, column)));
        }

        return RocCurve.Area(ranked);
    }));
}
