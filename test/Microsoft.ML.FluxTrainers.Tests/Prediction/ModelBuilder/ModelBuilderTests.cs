// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The consumption code of Visual Studio's Model Builder, unchanged, predicts from a model of ours.</summary>
public sealed class ModelBuilderTests
{
    private static readonly string _path = Path.Combine(AppContext.BaseDirectory, "MLModel1.mlnet");
    private readonly List<MLModel1.ModelInput> _rows =
    [
        .. Enumerable.Range(0, 60).Select(row => new MLModel1.ModelInput
        {
            Label = $"kind {row % 3}",
            Features = [.. Enumerable.Range(0, 4).Select(column => (3f * (row % 3)) + (((row * 7) + column) % 5 * 0.1f))],
        }),
    ];

    [OneTimeSetUp]
    public void Train()
    {
        var mlContext = new MLContext(seed: 1);
        var rows = mlContext.Data.LoadFromEnumerable(_rows);
        var options = new NeuralClassifierOptions { Builder = new MlpBuilder(8), Optimizer = new Adam { LearningRate = 0.05 } };
        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(mlContext.FluxTrainers.NeuralClassifier(options))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        using var model = pipeline.Fit(rows);
        mlContext.Model.Save(model, rows.Schema, _path);
    }

    [OneTimeTearDown]
    public void Delete()
    {
        if (MLModel1.PredictEngine.IsValueCreated)
        {
            MLModel1.PredictEngine.Value.Dispose();
        }

        File.Delete(_path);
    }

    [Test]
    public void Its_consumption_code_predicts() =>
        Assert.That(_rows.ConvertAll(row => MLModel1.Predict(row).PredictedLabel), Is.EqualTo(_rows.ConvertAll(row => row.Label)));

    [Test]
    public void All_labels_come_with_their_scores_from_the_likeliest_down()
    {
        var all = MLModel1.PredictAllLabels(_rows[1]).ToList();

        Assert.That(all.ConvertAll(one => one.Key), Is.EquivalentTo(new[] { "kind 0", "kind 1", "kind 2" }));
        Assert.That(all[0].Key, Is.EqualTo("kind 1"));
        Assert.That(all.ConvertAll(one => one.Value), Is.Ordered.Descending);
        Assert.That(all.Sum(one => one.Value), Is.EqualTo(1).Within(1e-5));
        Assert.That(all[0].Value, Is.EqualTo(MLModel1.Predict(_rows[1]).Score[1]));
    }
}
