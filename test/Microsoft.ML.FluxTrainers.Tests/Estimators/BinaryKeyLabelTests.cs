// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The binary classifier with labels that are keys, and with thresholds other than one half.</summary>
public sealed class BinaryKeyLabelTests
{
    private static readonly NeuralBinaryClassifierOptions _options = new() { Builder = new MlpBuilder(8), Optimizer = new Adam(0.01), Epochs = 20, BatchSize = 16, Seed = 1 };
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void A_key_gives_the_model_of_the_Boolean_that_says_whether_it_is_the_second_value()
    {
        using var keyed = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(Keyed(Rows()));
        using var plain = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { LabelColumnName = "IsSpam" }).Fit(Keyed(Rows()));

        Assert.That(Column<float>(keyed, "Probability"), Is.EqualTo(Column<float>(plain, "Probability")).AsCollection);
        Assert.That(
            Column<uint>(keyed, "PredictedLabel"), Is.EqualTo(Column<bool>(plain, "PredictedLabel").Select(label => label ? 2u : 1u)).AsCollection);
    }

    [Test]
    public void MlNet_evaluates_and_cross_validates_keys_as_it_does_Booleans()
    {
        var keyed = _mlContext.BinaryClassification.CrossValidate(Keyed(Rows()), _mlContext.FluxTrainers.NeuralBinaryClassifier(_options), 3, seed: 1);
        var plain = _mlContext.BinaryClassification.CrossValidate(
            Keyed(Rows()), _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { LabelColumnName = "IsSpam" }), 3, "IsSpam", seed: 1);

        Assert.That(keyed.Select(fold => fold.Metrics.Accuracy), Is.EqualTo(plain.Select(fold => fold.Metrics.Accuracy)).AsCollection);
        Assert.That(keyed.Select(fold => fold.Metrics.LogLoss), Is.EqualTo(plain.Select(fold => fold.Metrics.LogLoss)).AsCollection);
        Assert.That(keyed.Min(fold => fold.Metrics.Accuracy), Is.GreaterThan(0.9));
    }

    [Test]
    public void The_predicted_label_maps_back_to_the_texts()
    {
        var pipeline = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options)
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

        using var model = pipeline.Fit(Keyed(Rows()));
        var texts = model.Transform(Keyed(Rows())).GetColumn<string>("PredictedLabel").ToArray();

        Assert.That(texts.Zip(Rows()).Count(pair => pair.First == pair.Second.Text), Is.GreaterThan(180));
        Assert.That(texts.Distinct(), Is.EquivalentTo(new[] { "mail", "spam" }));
    }

    [Test]
    public void Rows_whose_key_is_missing_are_left_out()
    {
        var rows = Rows();
        var without = rows.Where((_, i) => i % 5 != 0).ToList();
        foreach (var row in rows.Where((_, i) => i % 5 == 0))
        {
            row.Text = "unknown";
        }

        using var all = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(Keyed(rows));
        using var some = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(Keyed(without));

        Assert.That(Column<float>(all, "Score"), Is.EqualTo(Column<float>(some, "Score")).AsCollection);
    }

    [Test]
    public void A_key_of_three_values_is_refused() => Refusal.OfSchema(
        () => _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(SampleData.View(_mlContext)), "three classes");

    [Test]
    public void A_key_that_is_the_same_in_all_rows_is_refused_by_its_name() => Assert.That(
        () => _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(Keyed([.. Rows().Where(row => row.IsSpam)])),
        Throws.InvalidOperationException.With.Message.StartsWith("Label column 'Label' is spam in all rows"));

    [TestCase(0.3)]
    [TestCase(0.5)]
    [TestCase(0.7)]
    public void The_positive_label_is_predicted_where_its_probability_is_above_the_threshold(double threshold)
    {
        using var model = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { Epochs = 3 }).Fit(Keyed(Rows()));
        using var moved = model.WithThreshold(threshold);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), moved, Keyed(Rows()).Schema);
        using var _2 = loaded as IDisposable;

        var probabilities = Column<float>(model, "Probability");
        var expected = probabilities.Select(p => p > threshold ? 2u : 1u).ToArray();

        Assert.That(Column<uint>(moved, "PredictedLabel"), Is.EqualTo(expected).AsCollection);
        Assert.That(Column<uint>(loaded, "PredictedLabel"), Is.EqualTo(expected).AsCollection);
        Assert.That(Column<float>(moved, "Probability"), Is.EqualTo(probabilities).AsCollection);
        Assert.That(expected.Count(label => label == 2), Is.InRange(1, 199).And.Not.EqualTo(threshold == 0.5 ? -1 : probabilities.Count(p => p > 0.5)));
    }

    [Test]
    public void A_transformer_and_that_with_another_threshold_are_disposed_apart()
    {
        var model = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { Epochs = 1 }).Fit(Keyed(Rows()));
        using var moved = model.WithThreshold(0.7);
        model.Dispose();

        Assert.That(Column<float>(moved, "Probability"), Has.Length.EqualTo(200));
        Assert.That(() => model.WithThreshold(0.7), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => moved.WithThreshold(-0.1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    // ML.NET judges the sign of Score; PredictedLabel is not looked at.
    [Test]
    public void The_metrics_of_MlNet_do_not_depend_on_the_threshold()
    {
        using var model = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(Keyed(Rows()));
        using var moved = model.WithThreshold(0.99);

        Assert.That(
            _mlContext.BinaryClassification.Evaluate(moved.Transform(Keyed(Rows()))).Accuracy,
            Is.EqualTo(_mlContext.BinaryClassification.Evaluate(model.Transform(Keyed(Rows()))).Accuracy));
    }

    [Test]
    public void A_positive_weight_is_a_class_weight()
    {
        using var positive = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { PositiveWeight = 3 }).Fit(Keyed(Rows()));
        using var classes = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { ClassWeights = ClassWeights.Of(1, 3) }).Fit(Keyed(Rows()));
        using var none = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(Keyed(Rows()));

        Assert.That(Column<float>(positive, "Score"), Is.EqualTo(Column<float>(classes, "Score")).AsCollection);
        Assert.That(Column<float>(positive, "Score").Average(), Is.GreaterThan(Column<float>(none, "Score").Average()));
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { PositiveWeight = 3, ClassWeights = ClassWeights.Balanced }),
            Throws.ArgumentException.With.Message.StartsWith("PositiveWeight and ClassWeights exclude each other"));
        Assert.That(() => _options with { PositiveWeight = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private T[] Column<T>(ITransformer model, string name) => [.. model.Transform(Keyed(Rows())).GetColumn<T>(name)];

    private IDataView Keyed(IReadOnlyList<Row> rows)
    {
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var keys = _mlContext.Data.LoadFromEnumerable(new[] { "mail", "spam" }.Select(text => new Named { Text = text }));
        return _mlContext.Transforms.Conversion.MapValueToKey("Label", "Text", keyData: keys).Fit(data).Transform(data);
    }

    private static List<Row> Rows()
    {
        var random = new RandomStream(6);
        return [.. Enumerable.Range(0, 200).Select(i => new Row
        {
            Features = [(i % 2 == 0 ? 1.5f : -1.5f) + (float)random.NextNormal(), (float)random.NextNormal()],
            IsSpam = i % 2 == 0,
            Text = i % 2 == 0 ? "spam" : "mail",
        })];
    }

    private sealed class Named
    {
        public string Text { get; set; } = "";
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool IsSpam { get; set; }

        public string Text { get; set; } = "";
    }
}
