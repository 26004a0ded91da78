// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ClassWeightsTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(6), Epochs = 40, Seed = 1 };

    // 6 rows of class 0, 3 of class 1, none of class 2: 9 / (2 * 6), 9 / (2 * 3), 0.
    [Test]
    public void Balanced_weights_are_total_over_present_classes_times_class_sum() =>
        Assert.That(ClassWeights.Balanced.For([6, 3, 0]), Is.EqualTo(new[] { 0.75, 1.5, 0 }));

    [Test]
    public void Balanced_and_explicit_weights_raise_the_recall_of_a_rare_class()
    {
        var rows = Unbalanced();
        var plain = Recall(_options.Fit(rows, 2), rows);
        var balanced = Recall((_options with { ClassWeights = ClassWeights.Balanced }).Fit(rows, 2), rows);
        var explicitly = Recall((_options with { ClassWeights = ClassWeights.Of(1, 15) }).Fit(rows, 2), rows);

        Assert.That(plain, Is.LessThan(0.5));
        Assert.That(balanced, Is.GreaterThan(0.75));
        Assert.That(explicitly, Is.GreaterThan(0.75));
    }

    // 300 rows of class 0 and 20 of class 1: 320 / (2 * 300) to 320 / (2 * 20) is 1 to 15.
    [Test]
    public void Balanced_weights_are_the_explicit_ones_of_that_ratio()
    {
        var rows = Unbalanced();

        Assert.That(
            (_options with { ClassWeights = ClassWeights.Balanced }).Fit(rows, 2).Weights(),
            Is.EqualTo((_options with { ClassWeights = ClassWeights.Of(1, 15) }).Fit(rows, 2).Weights()).Within(1e-5));
    }

    // 300 rows of class 0 and 20 of class 1 weigh 1 to 15. So do validation rows, half of which are of each class.
    [Test]
    public void Balanced_weights_of_a_validation_set_are_those_of_the_training_rows()
    {
        var (rows, context) = (Unbalanced(), new MLContext());
        var held = rows[280..];
        IReadOnlyList<double> Losses(ClassWeights weights)
        {
            using var model = context.FluxTrainers.NeuralClassifier(_options with { ClassWeights = weights, Epochs = 3 }).Fit(rows.ToView(context), held.ToView(context));
            return [.. model.History.ValidationLosses];
        }

        Assert.That(Losses(ClassWeights.Balanced), Is.EqualTo(Losses(ClassWeights.Of(1, 15))).Within(1e-5));
        Assert.That(Losses(ClassWeights.Balanced), Is.Not.EqualTo(Losses(ClassWeights.Of(1, 1))).Within(0.01));
    }

    [Test]
    public void Class_weights_are_example_weights_of_each_row_of_the_class()
    {
        var rows = Unbalanced();
        rows.ForEach(row => row.Weight = row.Label == 1 ? 15 : 1);
        var byRow = _options with { ExampleWeightColumnName = "Weight", Standardize = false };
        var byClass = _options with { ClassWeights = ClassWeights.Of(1, 15), Standardize = false };

        Assert.That(byClass.Fit(rows, 2).Bits(), Is.EqualTo(byRow.Fit(rows, 2).Bits()));
    }

    [Test]
    public void There_must_be_one_a_class() => Assert.That(
        () => (_options with { ClassWeights = ClassWeights.Of(1, 2, 3) }).Fit(Unbalanced(), 2),
        Throws.InvalidOperationException.With.Message.StartsWith("ClassWeights holds 3 weights, but the label has 2 classes."));

    /// <summary>Two classes that overlap, of which one is rare.</summary>
    private static List<TestRow> Unbalanced()
    {
        var random = new RandomStream(2);
        return [.. Enumerable.Range(0, 320).Select(i =>
        {
            var label = i < 300 ? 0u : 1;
            return TestRows.Row(label, (float)(random.NextNormal() + (1.5 * label)), (float)random.NextNormal());
        })];
    }

    private static double Recall(NeuralTransformer model, List<TestRow> rows)
    {
        var rare = rows.Where(row => row.Label == 1).ToList();
        return model.Accuracy(rare, 2);
    }
}
