// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NeuralRegressorTests
{
    private static readonly NeuralRegressorOptions _options = new() { Builder = new MlpBuilder(16) { Activation = Activation.Tanh }, Optimizer = new Adam(0.02), Epochs = 100, BatchSize = 16, Seed = 1 };
    private readonly MLContext _mlContext = new(seed: 1);

    [TestCaseSource(nameof(Losses))]
    public void Learns_a_curve_far_from_zero_in_its_own_unit(Loss loss)
    {
        var data = Curve();

        var folds = _mlContext.Regression.CrossValidate(data, _mlContext.FluxTrainers.NeuralRegressor(_options with { Loss = loss }), 3);

        Assert.That(folds.Min(fold => fold.Metrics.RSquared), Is.GreaterThan(0.9));
    }

    private static Loss[] Losses => [new MeanSquaredError(), new MeanAbsoluteError(), new HuberLoss()];

    [Test]
    public void A_linear_network_finds_the_least_squares_line()
    {
        // y = 3 x + 5 without noise: the line itself
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new Row { Features = i, Label = (3 * i) + 5 }).ToList());
        var options = _options with { Builder = new LinearBuilder(), Optimizer = new Adam(0.05), Epochs = 300 };

        using var model = _mlContext.Regression.Trainers.NeuralRegressor(options).Fit(data);

        Assert.That(model.Transform(data).GetColumn<float>("Score"), Is.EqualTo(data.GetColumn<float>("Label")).Within(0.05));
    }

    [Test]
    public void Weight_two_equals_the_row_twice_with_one_batch_an_epoch()
    {
        var rows = CurveRows();
        var weighted = rows.Select((row, i) => new Row { Features = row.Features, Label = row.Label, Weight = i % 3 == 0 ? 2 : 1 }).ToList();
        var doubled = weighted.SelectMany(row => Enumerable.Repeat(row, (int)row.Weight)).ToList();
        var options = _options with { BatchSize = 1000, Epochs = 20 };

        float[] Scores(List<Row> training, string? weight)
        {
            var data = _mlContext.Data.LoadFromEnumerable(training);
            using var model = _mlContext.FluxTrainers.NeuralRegressor(options with { ExampleWeightColumnName = weight }).Fit(data);
            return [.. model.Transform(_mlContext.Data.LoadFromEnumerable(rows)).GetColumn<float>("Score")];
        }

        Assert.That(Scores(weighted, "Weight"), Is.EqualTo(Scores(doubled, null)).Within(1e-3));
    }

    [Test]
    public void Columns_types_and_annotations_are_those_of_ml_net()
    {
        var data = Contract.SampleData.View(_mlContext, Contract.LabelKind.Real);
        var ours = _mlContext.FluxTrainers.NeuralRegressor(_options with { Epochs = 1 }).Fit(data).GetOutputSchema(data.Schema)["Score"];
        var theirs = _mlContext.Regression.Trainers.Sdca().Fit(data).GetOutputSchema(data.Schema)["Score"];

        Assert.That(ours.Type, Is.EqualTo(theirs.Type));
        Assert.That(
            ours.Annotations.Schema.Select(annotation => $"{annotation.Name}:{annotation.Type}").Order(),
            Is.EqualTo(theirs.Annotations.Schema.Select(annotation => $"{annotation.Name}:{annotation.Type}").Order()));
    }

    // FilterRowsByMissingValues keeps infinity, so it is no cure for that.
    [TestCase(float.NaN, "NaN", "Remove such rows first (mlContext.Data.FilterRowsByMissingValues).")]
    [TestCase(float.PositiveInfinity, "infinity", "Remove or clip such values first.")]
    public void A_target_that_is_no_number_is_an_error_with_its_row_and_a_cure(float label, string text, string cure)
    {
        var rows = CurveRows();
        rows[7].Label = label;

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralRegressor(_options).Fit(_mlContext.Data.LoadFromEnumerable(rows)),
            Throws.InvalidOperationException.With.Message.EqualTo($"Label column 'Label' holds {text} in row 7. {cure}"));
    }

    [Test]
    public void A_constant_target_is_predicted_as_it_is()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Row { Features = i, Label = 1234 }).ToList());

        using var model = _mlContext.FluxTrainers.NeuralRegressor(_options).Fit(data);

        Assert.That(model.Transform(data).GetColumn<float>("Score"), Is.All.EqualTo(1234).Within(1));
    }

    [Test]
    public void Refuses_a_loss_for_classes() => Assert.That(
        () => _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { Loss = new CrossEntropy() }),
        Throws.ArgumentException.With.Message.Contains("CrossEntropy is no loss for numbers"));

    [Test]
    public void The_classifier_refuses_a_loss_for_numbers() => Assert.That(
        () => _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Loss = new MeanSquaredError() }),
        Throws.ArgumentException.With.Message.Contains("MeanSquaredError is no loss for classes"));

    private IDataView Curve() => _mlContext.Data.LoadFromEnumerable(CurveRows());

    private static List<Row> CurveRows()
    {
        var random = new RandomStream(2);
        return [.. Enumerable.Range(0, 200).Select(i => new Row
        {
            Features = i / 20f,
            Label = 10_000 + (1000 * MathF.Sin(i / 40f)) + (50 * (float)random.NextNormal()),
        })];
    }

    private sealed class Row
    {
        public float Label { get; set; }

        public float Features { get; set; }

        public float Weight { get; set; } = 1;
    }
}
