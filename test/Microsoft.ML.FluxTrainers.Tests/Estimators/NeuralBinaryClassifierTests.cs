// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NeuralBinaryClassifierTests
{
    private static readonly NeuralBinaryClassifierOptions _options = new() { Builder = new MlpBuilder(8), Optimizer = new Adam(0.01), Epochs = 30, BatchSize = 16, Seed = 1 };
    private readonly MLContext _mlContext = new(seed: 1);

    [Test]
    public void Tells_separable_rows_apart_with_calibrated_probabilities()
    {
        var data = SampleData.View(_mlContext, LabelKind.Boolean);

        var folds = _mlContext.BinaryClassification.CrossValidate(data, _mlContext.FluxTrainers.NeuralBinaryClassifier(_options), 3);

        Assert.That(folds.Min(fold => fold.Metrics.Accuracy), Is.GreaterThan(0.95));
        Assert.That(folds.Max(fold => fold.Metrics.LogLoss), Is.LessThan(0.2)); // a constant one third gives 0.92 (base 2)
    }

    [Test]
    public void Columns_types_and_annotations_are_those_of_ml_net()
    {
        var data = SampleData.View(_mlContext, LabelKind.Boolean);
        var ours = _mlContext.BinaryClassification.Trainers.NeuralBinaryClassifier(_options with { Epochs = 1 });
        var theirs = _mlContext.BinaryClassification.Trainers.SdcaLogisticRegression();

        Assert.That(Describe(ours.Fit(data).GetOutputSchema(data.Schema)), Is.EqualTo(Describe(theirs.Fit(data).GetOutputSchema(data.Schema))));
    }

    [Test]
    public void Label_score_and_probability_agree()
    {
        var data = SampleData.View(_mlContext, LabelKind.Boolean);
        using var model = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(data);
        var scored = model.Transform(data);

        var labels = scored.GetColumn<bool>("PredictedLabel").ToArray();
        var scores = scored.GetColumn<float>("Score").ToArray();
        var probabilities = scored.GetColumn<float>("Probability").ToArray();

        Assert.That(labels, Is.EqualTo(scores.Select(score => score > 0)));
        Assert.That(probabilities, Is.EqualTo(scores.Select(score => 1 / (1 + Math.Exp(-score)))).Within(1e-6));
    }

    [Test]
    public void Balanced_class_weights_raise_the_recall_of_the_rare_class()
    {
        var random = new RandomStream(3);
        var rows = Enumerable.Range(0, 400).Select(i => new Row { Label = i % 20 == 0, Features = (i % 20 == 0 ? 1 : 0) + (float)random.NextNormal() });
        var data = _mlContext.Data.LoadFromEnumerable(rows.ToList());

        double Recall(ClassWeights? weights)
        {
            using var model = _mlContext.FluxTrainers.NeuralBinaryClassifier(_options with { ClassWeights = weights }).Fit(data);
            return _mlContext.BinaryClassification.Evaluate(model.Transform(data)).PositiveRecall;
        }

        Assert.That(Recall(ClassWeights.Balanced), Is.GreaterThan(Recall(null) + 0.3));
    }

    [Test]
    public void Refuses_rows_of_one_class_alone()
    {
        var data = _mlContext.Data.LoadFromEnumerable(new[] { new Row { Label = true }, new Row { Label = true, Features = 1 } });

        Assert.That(
            () => _mlContext.FluxTrainers.NeuralBinaryClassifier(_options).Fit(data),
            Throws.InvalidOperationException.With.Message.Contains("Label column 'Label' is true in all rows"));
    }

    private static string[] Describe(DataViewSchema schema) =>
    [
        .. schema.Where(column => column.Name is "PredictedLabel" or "Score" or "Probability").Select(column =>
            $"{column.Name} {column.Type} {string.Join(' ', column.Annotations.Schema.Select(annotation => $"{annotation.Name}:{annotation.Type}").Order(StringComparer.Ordinal))}"),
    ];

    private sealed class Row
    {
        public bool Label { get; set; }

        public float Features { get; set; }
    }
}
