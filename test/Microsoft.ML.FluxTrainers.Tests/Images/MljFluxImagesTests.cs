// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The tests that MLJFlux has of its ImageClassifier, on data made as they make it, with the same thresholds.</summary>
public sealed class MljFluxImagesTests
{
    private static readonly NeuralImageClassifierOptions _options = NeuralImageClassifierOptions.MljFlux with
    {
        Builder = new TwoConvolutions(),
        Seed = 1,
        Height = 6,
        Width = 6,
    };

    private readonly MLContext _mlContext = new();

    // 50 images of 6 x 6 random pixels, one of 5 classes each, 10 epochs.
    [TestCase(1, 1)]
    [TestCase(1, 2)]
    [TestCase(3, 1)]
    [TestCase(3, 2)]
    public void Training_reaches_its_threshold_on_gray_and_color_images(int channels, int batchSize)
    {
        using var model = _mlContext.FluxTrainers.NeuralImageClassifier(_options with { BatchSize = batchSize })
            .Fit(Data(50, channels, 6, classes: 5));

        Assert.That(model.History.TrainingLosses, Has.Count.EqualTo(11));
        Assert.That(model.History.TrainingLosses[^1], Is.LessThan(0.95 * model.History.TrainingLosses[0]));
    }

    // Its default network is VGG with 16 layers; the smallest of the family keeps this test quick.
    [Test]
    public void A_VGG_network_runs_on_12_color_images_of_32_x_32()
    {
        var data = Data(12, 3, 32, classes: 3);
        var options = NeuralImageClassifierOptions.MljFlux with
        {
            Builder = new VggBuilder { Depth = 11, Hidden = 64 },
            Epochs = 5,
            BatchSize = 4,
            Seed = 1,
            Height = 32,
            Width = 32,
        };
        using var model = _mlContext.FluxTrainers.NeuralImageClassifier(options).Fit(data);
        var scores = model.Transform(data).GetColumn<float[]>("Score").ToList();

        Assert.That(scores, Has.Count.EqualTo(12));
        Assert.That(scores.Select(row => row.Sum()), Is.All.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void The_preset_has_its_default_network() =>
        Assert.That(NeuralImageClassifierOptions.MljFlux.Builder, Is.EqualTo(new VggBuilder { Depth = 16, BatchNorm = false }));

    private IDataView Data(int count, int channels, int side, int classes)
    {
        var random = new RandomStream(123);
        var rows = Enumerable.Range(0, count).Select(_ => new VectorRow<float>
        {
            Image = [.. Enumerable.Range(0, channels * side * side).Select(_ => 255 * (float)random.NextDouble())],
            Label = (uint)random.NextInt(classes),
        }).ToList();
        var schema = SchemaDefinition.Create(typeof(VectorRow<float>));
        schema[nameof(VectorRow<>.Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, channels * side * side);
        schema[nameof(VectorRow<>.Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        return _mlContext.Data.LoadFromEnumerable(rows, schema);
    }
}
