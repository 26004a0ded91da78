// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.MacroAccuracy"/>.</summary>
internal sealed record MacroAccuracyMetric : ValidationMetric
{
    private protected override string MetricName => "macro accuracy";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => MeanOfNumbers(scores.Columns.Select(scores.Count).Select(tally =>
        scores.IsChoice ? tally.Recall : MeanOfNumbers([tally.Recall, tally.Specificity])));
}
