// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Values of the metrics against scikit-learn 1.2.1 (f1_score, balanced_accuracy_score).</summary>
public sealed class ThresholdSearchTests
{
    private static readonly float[] _probabilities = [0.9f, 0.8f, 0.7f, 0.6f, 0.55f, 0.4f, 0.3f, 0.2f, 0.1f, 0.05f];
    private static readonly int[] _labels = [1, 1, 0, 1, 0, 1, 0, 0, 0, 0];

    [Test]
    public void The_best_F1_score_is_found() => Assert.That(Find(ThresholdGoal.F1Score), Is.EqualTo((0.35, 0.8)).Using<(double, double)>(Near));

    [Test]
    public void The_best_balanced_accuracy_is_found() =>
        Assert.That(Find(ThresholdGoal.BalancedAccuracy), Is.EqualTo((0.35, 0.8333333333333333)).Using<(double, double)>(Near));

    // 0.35, 0.575 and 0.75 are right in 8 of 10 rows.
    [Test]
    public void Of_equally_good_thresholds_the_one_nearest_to_one_half_is_taken() =>
        Assert.That(Find(ThresholdGoal.Accuracy), Is.EqualTo((0.575, 0.8)).Using<(double, double)>(Near));

    // Missing costs nothing but a false alarm: none at all; and the other way round.
    [TestCase(1, 0, 0.75)]
    [TestCase(0, 1, 0.35)]
    [TestCase(1, 10, 0.35)]
    public void The_least_cost_is_found(double falsePositive, double falseNegative, double threshold) =>
        Assert.That(Find(ThresholdGoal.Cost(falsePositive, falseNegative)).Threshold, Is.EqualTo(threshold).Within(1e-6));

    [Test]
    public void Rows_of_one_probability_stay_together() =>
        Assert.That(ThresholdSearch.Find([0.5f, 0.5f, 0.5f], [1, 0, 1], ThresholdGoal.Accuracy).Threshold, Is.EqualTo(0.25).Within(1e-6));

    private static (double Threshold, double Value) Find(ThresholdGoal goal) => ThresholdSearch.Find(_probabilities, _labels, goal);

    private static bool Near((double Threshold, double Value) one, (double Threshold, double Value) other) =>
        Math.Abs(one.Threshold - other.Threshold) < 1e-6 && Math.Abs(one.Value - other.Value) < 1e-12;
}
