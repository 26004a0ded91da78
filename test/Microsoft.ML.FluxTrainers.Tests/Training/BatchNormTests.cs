// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class BatchNormTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8) { Normalization = Normalization.BatchNorm },
        Epochs = 5,
        Seed = 1,
        Shuffle = Shuffle.None,
    };

    // 9 rows in batches of 4 leave one, which has no variance; in batches of 1 none has.
    [TestCase(4)]
    [TestCase(1)]
    public void A_batch_of_one_row_leaves_the_averages_alone(int batchSize)
    {
        var rows = TestRows.Blobs(9);
        var model = (_options with { BatchSize = batchSize }).Fit(rows);

        Assert.That(model.Scores(rows).Select(scores => scores.Sum()), Is.All.EqualTo(1).Within(1e-5), "no score is NaN");
        Assert.That(model.History.TrainingLosses[5], Is.LessThan(model.History.TrainingLosses[0]));
    }

    // In batches of 4, 9 images leave one; its two pixels have a variance, the one pixel after the pool has none.
    [Test]
    public void So_it_is_where_an_image_is_down_to_one_pixel()
    {
        var builder = NetworkBuilder.From("pixel", shape => nn.Sequential(
            ("image", nn.Unflatten(1, [1, 1, 2])), ("wide", nn.BatchNorm2d(1)), ("pool", nn.AdaptiveAvgPool2d(1)),
            ("pixel", nn.BatchNorm2d(1)), ("flat", nn.Flatten()), ("output", nn.Linear(1, shape.Outputs))));
        var tensors = (_options with { Builder = builder, BatchSize = 4 }).Fit(TestRows.Blobs(9))
            .Model.Network.State.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values);

        Assert.That(tensors["wide.num_batches_tracked"], Is.EqualTo(new[] { 15L }));
        Assert.That(tensors["pixel.num_batches_tracked"], Is.EqualTo(new[] { 10L }));
        Assert.That((float[])tensors["pixel.running_var"], Has.All.Matches<float>(float.IsFinite));
    }

    [Test]
    public void So_it_is_in_a_users_own_module()
    {
        var builder = NetworkBuilder.From("norm", shape => nn.Sequential(
            ("one", nn.Linear(shape.Inputs, 8)), ("norm", nn.BatchNorm1d(8)), ("two", nn.Linear(8, shape.Outputs))));
        var rows = TestRows.Blobs(9);
        var model = (_options with { Builder = builder, BatchSize = 4 }).Fit(rows);

        Assert.That(model.Scores(rows).Select(scores => scores.Sum()), Is.All.EqualTo(1).Within(1e-5));
    }

    // The averages of the first batch of a linear layer with known weights: momentum 0.1, unbiased variance.
    // Features (0, 0), (2, 4): means 1, 2, variances 2, 8; the averages start at 0 and 1.
    [Test]
    public void Larger_batches_move_the_averages_as_torch_does()
    {
        var builder = NetworkBuilder.From("first", shape => nn.Sequential(
            ("norm", nn.BatchNorm1d(shape.Inputs)), ("two", nn.Linear(shape.Inputs, shape.Outputs))));
        List<TestRow> rows = [TestRows.Row(0, 0, 0), TestRows.Row(1, 2, 4), TestRows.Row(0, 100, 100)];
        var options = _options with { Builder = builder, BatchSize = 2, Epochs = 1, Standardize = false };
        var tensors = options.Fit(rows, 2).Model.Network.State.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values);

        Assert.That(tensors["norm.running_mean"], Is.EqualTo(new[] { 0.1f, 0.2f }).Within(1e-6));
        Assert.That(tensors["norm.running_var"], Is.EqualTo(new[] { 0.9f + 0.2f, 0.9f + 0.8f }).Within(1e-6));
        Assert.That(tensors["norm.num_batches_tracked"], Is.EqualTo(new[] { 1L }));
    }
}
