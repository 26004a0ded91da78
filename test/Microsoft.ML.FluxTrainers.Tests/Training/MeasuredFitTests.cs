// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits that are judged by a metric: what the history says of it, which weights are best, when they stop.</summary>
public sealed class MeasuredFitTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8), BatchSize = 16, Epochs = 6, Seed = 4, RestoreBestWeights = false };

    private static readonly List<TestRow> _rows = TestRows.Blobs(150);

    private static readonly ValidationMetric[] _forClasses =
        [ValidationMetric.Accuracy, ValidationMetric.MacroAccuracy, ValidationMetric.LogLoss];

    [Test]
    public void Of_classes_it_is_what_evaluate_says([ValueSource(nameof(_forClasses))] ValidationMetric metric, [Values] RunnerKind runner)
    {
        var context = new MLContext();
        var (train, held) = (_rows[..100].ToView(context, 3), _rows[100..140].ToView(context, 3));
        var model = context.FluxTrainers.NeuralClassifier(_options with { ValidationMetric = metric }, new TrainingRun { Runner = runner }).Fit(train, held);
        var metrics = context.MulticlassClassification.Evaluate(model.Transform(held));
        var expected = metric == ValidationMetric.Accuracy ? metrics.MicroAccuracy : metric == ValidationMetric.MacroAccuracy ? metrics.MacroAccuracy : metrics.LogLoss;

        Assert.That(model.History.MetricNames, Is.EqualTo(new[] { metric.Name }));
        Assert.That(model.History.Metric(metric.Name), Has.Count.EqualTo(7)); // before training, and after each of 6 epochs
        Assert.That(model.History.Metric(metric.Name)[^1], Is.EqualTo(expected).Within(1e-6));
        Assert.That(model.History.ValidationLosses, Has.Count.EqualTo(7));
    }

    [Test]
    public void Of_true_and_false_it_is_what_evaluate_says([Values] RunnerKind runner)
    {
        var context = new MLContext();
        var rows = _rows.ConvertAll(row => new Flagged { Features = [.. row.Features.DenseValues()], Label = row.Label == 1 });
        var (train, held) = (context.Data.LoadFromEnumerable(rows[..100]), context.Data.LoadFromEnumerable(rows[100..]));
        double Measured(ValidationMetric metric, out NeuralTransformer model)
        {
            var options = new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(4), Epochs = 1, Seed = 4, ValidationMetric = metric, RestoreBestWeights = false };
            model = context.FluxTrainers.NeuralBinaryClassifier(options, new TrainingRun { Runner = runner }).Fit(train, held);
            return model.History.Metric(metric.Name)[^1];
        }

        var accuracy = Measured(ValidationMetric.Accuracy, out var fitted);
        var metrics = context.BinaryClassification.Evaluate(fitted.Transform(held));

        Assert.That(accuracy, Is.EqualTo(metrics.Accuracy).Within(1e-9));
        Assert.That(Measured(ValidationMetric.AreaUnderRocCurve, out _), Is.EqualTo(metrics.AreaUnderRocCurve).Within(1e-9));
        Assert.That(Measured(ValidationMetric.F1Score, out _), Is.EqualTo(metrics.F1Score).Within(1e-9));
    }

    // In the label's unit, of which a standard deviation is about 300.
    [Test]
    public void Of_numbers_it_is_what_evaluate_says([Values] bool isQuantile, [Values] RunnerKind runner)
    {
        var context = new MLContext();
        var rows = _rows.ConvertAll(row => new Priced { Features = [.. row.Features.DenseValues()], Label = 1000 + (100 * row.Features.DenseValues().Sum()) });
        var (train, held) = (context.Data.LoadFromEnumerable(rows[..100]), context.Data.LoadFromEnumerable(rows[100..]));
        var options = new NeuralRegressorOptions { Builder = new MlpBuilder(8), Epochs = 3, Seed = 4, RestoreBestWeights = false };
        double Measured(ValidationMetric metric, out NeuralTransformer model)
        {
            var measured = options with { ValidationMetric = metric, Loss = isQuantile ? new QuantileLoss(0.1, 0.5, 0.9) : new MeanSquaredError() };
            model = context.FluxTrainers.NeuralRegressor(measured, new TrainingRun { Runner = runner }).Fit(train, held);
            return model.History.Metric(metric.Name)[^1];
        }

        var error = Measured(ValidationMetric.RootMeanSquaredError, out var fitted);
        var metrics = context.Regression.Evaluate(fitted.Transform(held));

        Assert.That(error, Is.EqualTo(metrics.RootMeanSquaredError).Within(1e-5).Percent.And.GreaterThan(5));
        Assert.That(Measured(ValidationMetric.MeanAbsoluteError, out _), Is.EqualTo(metrics.MeanAbsoluteError).Within(1e-4).Percent);
        Assert.That(Measured(ValidationMetric.RSquared, out _), Is.EqualTo(metrics.RSquared).Within(1e-5));
    }

    [Test]
    public void Rows_count_once_whatever_their_weight()
    {
        var rows = _rows.Select((row, i) => new TestRow { Features = row.Features, Label = row.Label, Weight = 1 + (i % 3) }).ToList();
        var options = _options with { ExampleWeightColumnName = "Weight", ValidationMetric = ValidationMetric.Accuracy };
        var context = new MLContext();
        var model = context.FluxTrainers.NeuralClassifier(options).Fit(rows[..100].ToView(context, 3), rows[100..].ToView(context, 3));

        Assert.That(model.History.Metric("accuracy")[^1], Is.EqualTo(model.Accuracy(rows[100..])).Within(1e-9));
    }

    // A score that falls from epoch to epoch: the first epoch is the best, and stopping sees the negative rise.
    [Test]
    public void Higher_is_better_where_the_metric_says_so()
    {
        var model = Fit(Falling(higherIsBetter: true) with { Epochs = 10, RestoreBestWeights = true, Stopping = new Patience(3) });

        Assert.That(model.History.Metric("falling"), Is.EqualTo(new double[] { 100, 99, 98, 97, 96 }));
        Assert.That(model.History.BestEpoch, Is.EqualTo(1));
        Assert.That(model.History.StopReason, Is.EqualTo("Patience(3): the negative falling rose 3 times in a row"));
        Assert.That(model.Bits(), Is.EqualTo((_options with { Epochs = 1 }).Fit(_rows[..100]).Bits()));
    }

    [Test]
    public void Lower_is_better_where_it_does_not()
    {
        var model = Fit(Falling(higherIsBetter: false) with { Epochs = 5, RestoreBestWeights = true, Stopping = new Patience(3) | new NumberLimit(4) });

        Assert.That(model.History.BestEpoch, Is.EqualTo(4));
        Assert.That(model.History.StopReason, Is.EqualTo("NumberLimit(4): the number of values of falling reached 4"));
        Assert.That(model.Bits(), Is.EqualTo((_options with { Epochs = 4 }).Fit(_rows[..100]).Bits()));
    }

    [Test]
    public void A_threshold_is_met_by_the_negative_of_an_accuracy()
    {
        var model = Fit(_options with { ValidationMetric = ValidationMetric.Accuracy, Epochs = 100, Stopping = new Threshold(-0.8) });
        var accuracies = model.History.Metric("accuracy");

        Assert.That(accuracies[^1], Is.GreaterThan(0.8));
        Assert.That(accuracies.Skip(1).SkipLast(1), Is.All.LessThanOrEqualTo(0.8));
    }

    [Test]
    public void Warm_up_skips_values_of_the_metric()
    {
        var model = Fit(Falling(higherIsBetter: true) with { Epochs = 10, Stopping = new Warmup(new NumberLimit(2), 6) }); // 6 updates: 3 epochs of two losses each

        Assert.That(model.History.Epochs, Is.EqualTo(5));
    }

    [Test]
    public void A_loaded_history_still_knows_what_was_best()
    {
        var history = Fit(Falling(higherIsBetter: true)).History;
        using var file = new MemoryStream();
        TrainingHistoryJson.Write(file, history);
        file.Position = 0;

        Assert.That(TrainingHistoryJson.Read(file).BestEpoch, Is.EqualTo(1));
    }

    [Test]
    public void A_fit_goes_on_with_another_metric_and_forgets_what_was_best_by_the_first()
    {
        var context = new MLContext();
        var rows = _rows.ToView(context, 3);
        var options = _options with { ValidationFraction = 0.3, RestoreBestWeights = true };
        var first = context.FluxTrainers.NeuralClassifier(Falling(true, options)).Fit(rows);
        var later = context.FluxTrainers.NeuralClassifier(Falling(false, options) with { Epochs = 8 }).Fit(rows, previous: first);
        var once = context.FluxTrainers.NeuralClassifier(options with { RestoreBestWeights = false, Epochs = 8 }).Fit(rows);

        Assert.That(first.History.BestEpoch, Is.EqualTo(1));
        Assert.That(later.Bits(), Is.EqualTo(once.Bits()));
    }

    private static NeuralClassifierOptions Falling(bool higherIsBetter, NeuralClassifierOptions? options = null)
    {
        var value = 101;
        var name = options is null || higherIsBetter ? "falling" : "other";
        return (options ?? _options) with { ValidationMetric = ValidationMetric.From(name, higherIsBetter, _ => --value) };
    }

    private static NeuralTransformer Fit(NeuralClassifierOptions options)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options).Fit(_rows[..100].ToView(context, 3), _rows[100..].ToView(context, 3));
    }

    private sealed class Flagged
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class Priced
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
