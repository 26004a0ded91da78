// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.Pinball"/>.</summary>
internal sealed record PinballMetric(double Level) : ValidationMetric
{
    public double Level { get; init => field = Guard.Between(0, 1, value); } = Guard.Between(0, 1, Level);

    private protected override string MetricName => FormattableString.Invariant($"pinball {Level}");

    private protected override bool IsScore => false;

    internal override bool Fits(bool isNumber) => isNumber;

    internal override double Of(ValidationScores scores) => scores.Columns.Average(column =>
        scores.Mean(column, (score, label) => Math.Max(Level * (label - score), (Level - 1) * (label - score))));
}
