// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.RSquared"/>.</summary>
internal sealed record RSquaredMetric : ValidationMetric
{
    private protected override string MetricName => "R2";

    private protected override bool IsScore => true;

    internal override bool Fits(bool isNumber) => isNumber;

    // Numbers whose labels do not vary are left out. That is asked first: the weighted mean of equal labels is rounded, so that they seem to vary a little.
    internal override double Of(ValidationScores scores) =>
        scores.Columns.Where(column => Varies(scores, column)).Select(column => OfColumn(scores, column)).DefaultIfEmpty(double.NaN).Average();

    private static double OfColumn(ValidationScores scores, int column)
    {
        var mean = scores.Mean(column, (_, label) => label);
        var variation = scores.Mean(column, (_, label) => (label - mean) * (label - mean));
        return 1 - (MeanSquaredErrorMetric.OfColumn(scores, column) / variation);
    }

    private static bool Varies(ValidationScores scores, int column)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var row = 0; row < scores.Rows; row++)
        {
            if (scores.Weight(row) > 0)
            {
                (low, high) = (Math.Min(low, scores.Labels(row)[column]), Math.Max(high, scores.Labels(row)[column]));
            }
        }

        return high > low;
    }
}
