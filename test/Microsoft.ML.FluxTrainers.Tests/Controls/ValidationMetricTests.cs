// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The values of metrics; expected ones are those of scikit-learn 1.2 where nothing else is said.</summary>
public sealed class ValidationMetricTests
{
    private static readonly ValidationScores _classes = new(
        6, [.7f, .2f, .1f, .3f, .4f, .3f, .2f, .5f, .3f, .1f, .3f, .6f, .5f, .1f, .4f, .2f, .2f, .6f], [0, 0, 1, 2, 2, 1], isChoice: true);

    private static readonly ValidationScores _binary = new(6, [.9f, .4f, .6f, .6f, .2f, .55f], [1, 1, 0, 1, 0, 0], isChoice: false);

    private static readonly ValidationScores _numbers = new(3, [1.5f, 11, 2, 18, 3, 13], [1, 10, 2, 20, 4, 10], isChoice: false);

    private static IEnumerable<TestCaseData> Values()
    {
        yield return new(ValidationMetric.Accuracy, 0.5, 0.5);
        yield return new(ValidationMetric.MacroAccuracy, 0.5, 0.5);
        yield return new(ValidationMetric.LogLoss, 0.8817248661498099, 0.578403141784018);
        yield return new(ValidationMetric.AreaUnderRocCurve, 0.7916666666666666, 0.7222222222222222);
        yield return new(ValidationMetric.F1Score, 0.5, 0.5714285714285715);
    }

    [TestCaseSource(nameof(Values))]
    public void Of_classes_and_of_true_and_false(ValidationMetric metric, double classes, double binary)
    {
        Assert.That(metric.Of(_classes), Is.EqualTo(classes).Within(1e-6));
        Assert.That(metric.Of(_binary), Is.EqualTo(binary).Within(1e-6));
    }

    [Test]
    public void Of_numbers_it_is_the_mean_over_targets()
    {
        Assert.That(ValidationMetric.RootMeanSquaredError.Of(_numbers), Is.EqualTo(1.4028720619185948).Within(1e-6));
        Assert.That(ValidationMetric.MeanAbsoluteError.Of(_numbers), Is.EqualTo(1.25).Within(1e-6));
        Assert.That(ValidationMetric.RSquared.Of(_numbers), Is.EqualTo(0.7610714285714286).Within(1e-6));
    }

    // Two labels: the first of four rows is right in three, the second in two of them.
    [Test]
    public void Of_several_labels_it_is_the_mean_over_them()
    {
        var labels = new ValidationScores(4, [.9f, .1f, .8f, .7f, .3f, .2f, .6f, .9f], [1, 0, 1, 0, 0, 1, 0, 1], isChoice: false);

        Assert.That(ValidationMetric.Accuracy.Of(labels), Is.EqualTo(5.0 / 8));
        Assert.That(ValidationMetric.MacroAccuracy.Of(labels), Is.EqualTo((0.75 + 0.5) / 2)); // (1 + 1/2) / 2 and (1/2 + 1/2) / 2
        Assert.That(ValidationMetric.F1Score.Of(labels), Is.EqualTo((0.8 + 0.5) / 2).Within(1e-12)); // 4/5 and 2/4
        Assert.That(ValidationMetric.AreaUnderRocCurve.Of(labels), Is.EqualTo((1 + 0.75) / 2)); // 4 of 4 and 3 of 4 pairs
    }

    // Class 2 has no row and is not predicted; class 1 has no row but is predicted once.
    [Test]
    public void Classes_that_cannot_be_told_are_left_out()
    {
        var scores = new ValidationScores(2, [.6f, .3f, .1f, .2f, .7f, .1f], [0, 0], isChoice: true);

        Assert.That(ValidationMetric.MacroAccuracy.Of(scores), Is.EqualTo(0.5));
        Assert.That(ValidationMetric.F1Score.Of(scores), Is.EqualTo(((2.0 / 3) + 0) / 2).Within(1e-12));
        Assert.That(ValidationMetric.AreaUnderRocCurve.Of(scores), Is.NaN);
    }

    [Test]
    public void Labels_that_do_not_vary_have_no_r_squared() =>
        Assert.That(ValidationMetric.RSquared.Of(new ValidationScores(2, [1, 2], [3, 3], isChoice: false)), Is.NaN);

    [Test]
    public void A_probability_of_zero_counts_as_very_small() =>
        Assert.That(ValidationMetric.LogLoss.Of(new ValidationScores(1, [0, 1], [0], isChoice: true)), Is.EqualTo(-Math.Log(1e-15)).Within(1e-9));

    [Test]
    public void Metrics_are_values_and_a_name_stands_for_a_function()
    {
        var options = new NeuralClassifierOptions { ValidationMetric = ValidationMetric.F1Score };
        Assert.That(new NeuralClassifierOptions().With("ValidationMetric", ValidationMetric.F1Score), Is.EqualTo(options));
        Assert.That(options.ToJson(), Does.Contain("\"validationMetric\":{\"$type\":\"F1ScoreMetric\"}"));
        Assert.That(ValidationMetric.From("a", true, _ => 1), Is.EqualTo(ValidationMetric.From("a", true, _ => 2)).And.Not.EqualTo(ValidationMetric.From("b", true, _ => 1)));
        Assert.That(ValidationMetric.Accuracy.HigherIsBetter, Is.True);
        Assert.That(ValidationMetric.RootMeanSquaredError.HigherIsBetter, Is.False);
    }

    // Of several numbers, one whose labels do not vary has no R2 and does not count; one that is predicted as NaN has none either, but is no reason to praise the others.
    [Test]
    public void R2_of_several_numbers_is_that_of_those_that_vary_and_NaN_where_a_prediction_is()
    {
        Assert.That(ValidationMetric.RSquared.Of(new ValidationScores(2, [1, 5, 3, 6], [1, 7, 3, 7], isChoice: false)), Is.EqualTo(1));
        Assert.That(ValidationMetric.RSquared.Of(new ValidationScores(2, [1, float.NaN, 3, 6], [1, 7, 3, 8], isChoice: false)), Is.NaN);
        Assert.That(ValidationMetric.RSquared.Of(new ValidationScores(2, [1, 5, 3, 6], [4, 7, 4, 7], isChoice: false)), Is.NaN);
    }

    [Test]
    public void A_metric_of_another_task_is_an_error_when_the_trainer_is_made()
    {
        var trainers = new MLContext().FluxTrainers;

        Assert.That(
            () => trainers.NeuralRegressor(new NeuralRegressorOptions { ValidationMetric = ValidationMetric.Accuracy }),
            Throws.ArgumentException.With.Message.StartsWith("ValidationMetric 'accuracy' judges classes and labels, but numbers are predicted. Use RootMeanSquaredError"));
        foreach (var make in new Action[]
        {
            () => trainers.NeuralClassifier(new NeuralClassifierOptions { ValidationMetric = ValidationMetric.RSquared }),
            () => trainers.NeuralBinaryClassifier(new NeuralBinaryClassifierOptions { ValidationMetric = ValidationMetric.RSquared }),
            () => trainers.NeuralMultilabelClassifier(new NeuralMultilabelClassifierOptions { ValidationMetric = ValidationMetric.RSquared }),
        })
        {
            Assert.That(make, Throws.ArgumentException.With.Message.StartsWith("ValidationMetric 'R2' judges numbers, but classes or labels are predicted. Use Accuracy"));
        }
    }
}
