// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>How pixels are scaled.</summary>
public sealed class ImageNormalizationTests
{
    // Two images of one pixel and two channels: 0 and 255 in the first channel, 51 and 51 in the second.
    private static readonly byte[][] _bytes = [[0, 51], [255, 51]];
    private static readonly NeuralImageClassifierOptions _options = new() { Height = 1, Width = 1 };
    private readonly MLContext _mlContext = new();

    [Test]
    public void Each_channel_gets_mean_0_and_deviation_1_over_the_training_images()
    {
        var images = Read(_options);

        Assert.That(images.Input.Normalization.Mean, Is.EqualTo(new[] { 0.5, 0.2 }).Within(1e-12));
        Assert.That(images.Input.Normalization.Std, Is.EqualTo(new[] { 0.5, 1 }).Within(1e-12), "a channel without contrast is not blown up");
        Assert.That(images.Trained[0], Is.EqualTo(new[] { -1f, 0 }).Within(1e-6));
        Assert.That(images.Trained[1], Is.EqualTo(new[] { 1f, 0 }).Within(1e-6));
        Assert.That(images.Predicted, Is.EqualTo(images.Trained));
    }

    [Test]
    public void Weights_count_in_the_statistics() =>
        Assert.That(Read(_options, [3, 1]).Input.Normalization.Mean[0], Is.EqualTo(0.25).Within(1e-12));

    // Numbers that are no bytes take another way through memory.
    [Test]
    public void Statistics_of_numbers_are_those_of_the_same_bytes()
    {
        var random = new Random(1);
        byte[][] bytes = [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 3 * 4).Select(_ => (byte)random.Next(256)).ToArray())];
        float[][] numbers = [.. bytes.Select(image => Array.ConvertAll(image, pixel => pixel / 255f))];
        var sized = _options with { Height = 2, Width = 2 };
        float[] weights = [.. Enumerable.Range(1, 20)];
        var one = CollectedImages.Of(VectorRow<byte>.View(_mlContext, bytes), sized, weights);
        var other = CollectedImages.Of(VectorRow<float>.View(_mlContext, numbers), sized with { Normalization = new() { Scale = 1 } }, weights);

        Assert.That(other.Store, Is.TypeOf<DenseStore>());
        Assert.That(other.Input.Normalization.Mean.ToArray(), Is.EqualTo(one.Input.Normalization.Mean.ToArray()).Within(1e-7));
        Assert.That(other.Input.Normalization.Std.ToArray(), Is.EqualTo(one.Input.Normalization.Std.ToArray()).Within(1e-7));
        Assert.That(other.Trained.SelectMany(image => image), Is.EqualTo(one.Trained.SelectMany(image => image)).Within(1e-5));
        Assert.That(other.Predicted.SelectMany(image => image), Is.EqualTo(other.Trained.SelectMany(image => image)).Within(1e-6));
    }

    [Test]
    public void Means_and_deviations_that_are_given_are_used()
    {
        var images = Read(_options with { Normalization = new() { Mean = [0.2], Std = [0.5, 0.1] } });

        Assert.That(images.Trained[1], Is.EqualTo(new[] { (1 - 0.2f) / 0.5f, 0 }).Within(1e-6));
    }

    // (1 - 0.485) / 0.229, (0 - 0.456) / 0.224, (0 - 0.406) / 0.225: what torchvision's Normalize makes of red.
    [Test]
    public void ImageNet_s_numbers_are_for_colors_from_0_to_1()
    {
        using var red = Pictures.Plain(1, 1, red: 255);
        var images = CollectedImages.Of(
            _mlContext.Data.LoadFromEnumerable(new[] { new ImageRow { Image = red } }), new() { Normalization = ImageNormalization.ImageNet });

        Assert.That(images.Trained.Single(), Is.EqualTo(new[] { 2.2489f, -2.0357f, -1.8044f }).Within(1e-4));
    }

    [Test]
    public void The_unit_interval_only_divides() =>
        Assert.That(Read(_options with { Normalization = ImageNormalization.UnitInterval }).Trained[1], Is.EqualTo(new[] { 1f, 0.2f }).Within(1e-6));

    [Test]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.That(() => new ImageNormalization { Scale = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ImageNormalization { Std = [1, 0] }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ImageNormalization { Mean = [double.NaN] }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => _mlContext.FluxTrainers.NeuralImageClassifier(_options with { Normalization = ImageNormalization.ImageNet }).Fit(VectorRow<byte>.View(_mlContext, _bytes)),
            Throws.ArgumentException.With.Message.EqualTo("ImageNormalization.Mean has 3 numbers, but the images have 2 channels. Give one number, or one a channel."));
    }

    private CollectedImages Read(NeuralImageClassifierOptions options, float[]? weights = null) =>
        CollectedImages.Of(VectorRow<byte>.View(_mlContext, _bytes), options, weights);
}
