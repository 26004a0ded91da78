// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NeuralMultilabelClassifierTests
{
    private static readonly NeuralMultilabelClassifierOptions _options = new() { Builder = new MlpBuilder(16), Optimizer = new Adam(0.02), Epochs = 40, BatchSize = 16, Seed = 1, LabelColumnName = "Flags" };
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Learns_labels_that_occur_together_alone_or_not_at_all()
    {
        var folds = _mlContext.FluxTrainers.CrossValidateMultilabel(
            View(Rows()), _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options), 3, labelColumnName: "Flags", seed: 1);

        Assert.That(folds.Min(fold => fold.Metrics.MicroF1Score), Is.GreaterThan(0.9));
        Assert.That(folds.Min(fold => fold.Metrics.SubsetAccuracy), Is.GreaterThan(0.85));
        Assert.That(folds.Min(fold => fold.Metrics.Labels.Min(label => label.AreaUnderRocCurve)), Is.GreaterThan(0.97));
    }

    [Test]
    public void Booleans_numbers_and_sets_of_keys_give_the_same_model()
    {
        float[][] Train(string label)
        {
            using var model = _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options with { LabelColumnName = label, Epochs = 3 }).Fit(View(Rows()));
            return [.. model.Transform(View(Rows())).GetColumn<float[]>("Score")];
        }

        Assert.That(Train("Numbers"), Is.EqualTo(Train("Flags")).AsCollection);
        Assert.That(Train("Set"), Is.EqualTo(Train("Flags")).AsCollection);
    }

    [Test]
    public void Labels_are_predicted_where_their_probability_is_above_the_threshold()
    {
        using var model = _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options with { Threshold = 0.8, Epochs = 5 }).Fit(View(Rows()));
        using var lower = model.WithThreshold(0.2);
        var (loaded, _) = ModelRoundTrip.Through(new MLContext(), lower, View(Rows()).Schema);

        var probabilities = model.Transform(View(Rows())).GetColumn<float[]>("Score").ToArray();

        Assert.That(probabilities.SelectMany(row => row), Is.All.InRange(0, 1));
        Assert.That(Predicted(model), Is.EqualTo(probabilities.Select(row => row.Select(p => p > 0.8).ToArray())).AsCollection);
        Assert.That(Predicted(lower), Is.EqualTo(probabilities.Select(row => row.Select(p => p > 0.2).ToArray())).AsCollection);
        Assert.That(Predicted(loaded), Is.EqualTo(Predicted(lower)).AsCollection);
        Assert.That(Predicted(lower), Is.Not.EqualTo(Predicted(model)).AsCollection);
        (loaded as IDisposable)?.Dispose();

        bool[][] Predicted(ITransformer transformer) => [.. transformer.Transform(View(Rows())).GetColumn<bool[]>("PredictedLabels")];
    }

    [Test]
    public void Keys_name_the_labels()
    {
        using var model = _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options with { LabelColumnName = "Set", Epochs = 0 }).Fit(View(Rows()));
        var schema = model.GetOutputSchema(View(Rows()).Schema);

        foreach (var name in new[] { "PredictedLabels", "Score" })
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            schema[name].GetSlotNames(ref names);
            Assert.That(names.DenseValues().Select(text => text.ToString()), Is.EqualTo(new[] { "high", "low" }), name);
        }

        Assert.That(model.Model.TargetNames, Is.EqualTo(new[] { "high", "low" }));
        Assert.That(schema["PredictedLabels"].Type, Is.EqualTo(new VectorDataViewType(BooleanDataViewType.Instance, 2)));
    }

    [TestCase("Flags")]
    [TestCase("Numbers")]
    [TestCase("Set")]
    public void The_columns_that_are_added_are_those_that_are_promised(string label)
    {
        var estimator = _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options with { LabelColumnName = label, Epochs = 0 });
        using var model = estimator.Fit(View(Rows()));

        ShapeComparison.Of(
            estimator.GetOutputSchema(ShapeComparison.ShapeOf(View(Rows()).Schema)),
            ShapeComparison.ShapeOf(model.GetOutputSchema(View(Rows()).Schema))).AssertNone(label);
    }

    [Test]
    public void A_label_that_no_row_has_is_learned_as_such()
    {
        var rows = Rows();
        rows.ForEach(row => row.Flags[1] = false);
        using var model = _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options).Fit(View(rows));

        var scored = model.Transform(View(rows));
        var metrics = _mlContext.FluxTrainers.EvaluateMultilabel(scored, "Flags");

        Assert.That(scored.GetColumn<float[]>("Score").Select(row => row[1]), Is.All.LessThan(0.05));
        Assert.That((metrics.Labels[1].Positives, metrics.Labels[1].F1Score, metrics.Labels[1].AreaUnderRocCurve), Is.EqualTo((0, 0.0, double.NaN)));
        Assert.That(metrics.Labels[0].F1Score, Is.GreaterThan(0.9));
    }

    // The numbers of the last epoch: the mean over both labels of the cross entropy at the probabilities that come out.
    [Test]
    public void The_loss_of_a_row_is_the_mean_over_its_labels()
    {
        var rows = Rows();
        using var model = _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options with { Epochs = 0 }).Fit(View(rows));

        var losses = model.Transform(View(rows)).GetColumn<float[]>("Score")
            .Zip(rows, (p, row) => p.Zip(row.Flags, (each, flag) => -Math.Log(flag ? each : 1 - each)).Average());

        Assert.That(model.History.TrainingLosses[0], Is.EqualTo(losses.Average()).Within(1e-5));
    }

    [TestCase(0.5f, "0.5")]
    [TestCase(float.NaN, "NaN")]
    public void A_label_that_is_neither_true_nor_false_is_an_error_with_row_and_name(float label, string text)
    {
        var rows = Rows();
        rows[5].Numbers[1] = label;

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options with { LabelColumnName = "Numbers" }).Fit(View(rows)),
            Throws.InvalidOperationException.With.Message.StartsWith($"Label column 'Numbers', slot 1, holds {text} in row 5."));
    }

    [TestCase("One")]
    [TestCase("Variable")]
    [TestCase("Texts")]
    public void A_label_of_another_type_is_refused_by_promise_and_by_fit(string label)
    {
        var estimator = _mlContext.FluxTrainers.NeuralMultilabelClassifier(_options with { LabelColumnName = label });

        Refusal.OfSchema(() => estimator.GetOutputSchema(ShapeComparison.ShapeOf(View(Rows()).Schema)), "the promise");
        Refusal.OfSchema(() => estimator.Fit(View(Rows())), "the fit");
    }

    [Test]
    public void A_model_without_labels_that_are_true_or_false_has_no_threshold()
    {
        using var model = _mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions { LabelColumnName = "One", Epochs = 0 }).Fit(View(Rows()));

        Assert.That(() => model.WithThreshold(0.3), Throws.InvalidOperationException.With.Message.Contains("have a threshold"));
        Assert.That(() => _options with { Threshold = 1.1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private IDataView View(IReadOnlyList<Row> rows)
    {
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var keys = _mlContext.Data.LoadFromEnumerable(new[] { "high", "low" }.Select(name => new Named { Name = name }));
        return _mlContext.Transforms.Conversion.MapValueToKey("Set", "Texts", keyData: keys).Fit(data).Transform(data);
    }

    /// <summary>"high" above 0, "low" below 1: between 0 and 1 a row has both.</summary>
    private static List<Row> Rows()
    {
        var random = new RandomStream(3);
        return [.. Enumerable.Range(0, 240).Select(i =>
        {
            var x = (float)((random.NextDouble() * 6) - 2.5);
            bool[] flags = [x > 0, x < 1];
            return new Row
            {
                Features = [x, (float)random.NextNormal()],
                Flags = flags,
                Numbers = [.. flags.Select(flag => flag ? 1f : 0)],
                Texts = [.. new[] { "high", "low" }.Where((_, label) => flags[label])],
            };
        })];
    }

    private sealed class Named
    {
        public string Name { get; set; } = "";
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        [VectorType(2)]
        public bool[] Flags { get; set; } = [];

        [VectorType(2)]
        public float[] Numbers { get; set; } = [];

        public string[] Texts { get; set; } = [];

        public float[] Variable { get; set; } = [0];

        public float One { get; set; }
    }
}
