// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.FBeta"/>.</summary>
internal sealed record FBetaMetric(double Beta) : ValidationMetric
{
    public double Beta { get; init => field = Guard.Positive(value); } = Guard.Positive(Beta);

    private protected override string MetricName => FormattableString.Invariant($"F{Beta}");

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => MeanOfNumbers(scores.Columns.Select(column => scores.Count(column).F(Beta)));
}
