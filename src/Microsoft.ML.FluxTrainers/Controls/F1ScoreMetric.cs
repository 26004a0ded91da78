// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.F1Score"/>.</summary>
internal sealed record F1ScoreMetric : ValidationMetric
{
    private protected override string MetricName => "F1";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => MeanOfNumbers(scores.Columns.Select(column => scores.Count(column).F(beta: 1)));
}
