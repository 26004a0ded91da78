// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.CohenKappa"/>.</summary>
internal sealed record CohenKappaMetric : ValidationMetric
{
    private protected override string MetricName => "kappa";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => scores.IsChoice
        ? OfClasses(ClassTally.Of(scores))
        : MeanOfNumbers(scores.Columns.Select(column => scores.Count(column).Kappa()));

    private static double OfClasses(ClassTally tally)
    {
        var byChance = tally.Predicted.Zip(tally.True, (first, second) => first * second).Sum() / (tally.All * tally.All);
        return byChance < 1 ? ((tally.Right / tally.All) - byChance) / (1 - byChance) : double.NaN;
    }
}
