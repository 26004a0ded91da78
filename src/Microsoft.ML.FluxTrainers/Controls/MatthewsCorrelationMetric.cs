// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.MatthewsCorrelation"/>.</summary>
internal sealed record MatthewsCorrelationMetric : ValidationMetric
{
    private protected override string MetricName => "MCC";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => scores.IsChoice
        ? OfClasses(ClassTally.Of(scores))
        : scores.Columns.Average(column => scores.Count(column).Correlation());

    // Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient"; 0 where one of them does not vary.
    private static double OfClasses(ClassTally tally)
    {
        var square = tally.All * tally.All;
        var variation = (square - tally.Predicted.Sum(count => count * count)) * (square - tally.True.Sum(count => count * count));
        return variation > 0 ? ((tally.Right * tally.All) - tally.Predicted.Zip(tally.True, (first, second) => first * second).Sum()) / Math.Sqrt(variation) : 0;
    }
}
