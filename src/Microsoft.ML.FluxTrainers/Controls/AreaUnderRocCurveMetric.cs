// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.AreaUnderRocCurve"/>.</summary>
internal sealed record AreaUnderRocCurveMetric : ValidationMetric
{
    private protected override string MetricName => "AUC";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => MeanOfNumbers(scores.Columns.Select(column => RocCurve.Area(
        [.. Enumerable.Range(0, scores.Rows).Select(row => scores.Rank(row, column))], row => scores.IsTrue(row, column), scores.Weight)));
}
