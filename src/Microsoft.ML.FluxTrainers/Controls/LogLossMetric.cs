// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ValidationMetric.LogLoss"/>.</summary>
internal sealed record LogLossMetric : ValidationMetric
{
    private const double LeastProbability = 1e-15;

    private protected override string MetricName => "log loss";

    private protected override bool IsScore => false;

    internal override bool NeedsProbabilities => true;

    internal override bool Fits(bool isNumber) => !isNumber;

    internal override double Of(ValidationScores scores) => scores.MeanOfRows(row => scores.IsChoice
        ? Loss(scores.Scores(row)[(int)scores.Labels(row)[0]])
        : MeanOfLabels(scores.Scores(row), scores.Labels(row)));

    private static double MeanOfLabels(ReadOnlySpan<float> scores, ReadOnlySpan<float> labels)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += Loss(labels[i] > 0.5f ? scores[i] : 1.0 - scores[i]);
        }

        return sum / scores.Length;
    }

    private static double Loss(double probability) => -Math.Log(Math.Max(probability, LeastProbability));
}
