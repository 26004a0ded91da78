// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.MacroAccuracy"/>.</summary>
internal sealed record MacroAccuracyMetric : ValidationMetric
{
    private protected override string MetricName => "macro accuracy";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => MeanOfNumbers(scores.Columns.Select(column =>
    {
        var (hits, falseAlarms, misses) = scores.Count(column);
        var recall = (double)hits / (hits + misses); // NaN where no row has it
        var others = scores.Rows - hits - misses;
        return scores.IsChoice ? recall : MeanOfNumbers([recall, (double)(others - falseAlarms) / others]);
    }));
}
