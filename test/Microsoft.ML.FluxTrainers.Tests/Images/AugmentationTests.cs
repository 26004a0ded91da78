// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>How training images vary, and when.</summary>
public sealed class AugmentationTests
{
    private static readonly NeuralImageClassifierOptions _options = SmallImageClassifier.Options with { Seed = 3, Epochs = 2 };
    private static readonly Augmentation _all = new() { HorizontalFlip = true, Shift = 2, SmallestCrop = 0.5 };

    [Test]
    public void Half_of_the_images_are_mirrored()
    {
        var results = Vary(new Augmentation { HorizontalFlip = true }, new ImageSize(2, 1, 3), [1, 2, 3, 4, 5, 6]);

        Assert.That(results.Distinct(), Is.EquivalentTo(new[] { "1 2 3 4 5 6", "3 2 1 6 5 4" }));
        Assert.That(results.Count(result => result.StartsWith('3')), Is.InRange(450, 550), "of 1000: 50, 3 deviations");
    }

    [Test]
    public void Images_move_by_whole_pixels_and_black_comes_in()
    {
        var results = Vary(new Augmentation { Shift = 1 }, new ImageSize(1, 2, 2), [1, 2, 3, 4]).ToHashSet();

        Assert.That(results, Is.EquivalentTo(new[]
        {
            "1 2 3 4", "9 1 9 3", "2 9 4 9", "9 9 1 2", "9 9 9 1", "9 9 2 9", "3 4 9 9", "9 3 9 9", "4 9 9 9",
        }));
    }

    [Test]
    public void Images_that_move_out_of_themselves_are_black() =>
        Assert.That(Vary(new Augmentation { Shift = 5 }, new ImageSize(1, 1, 2), [1, 2]), Has.Some.EqualTo("9 9").And.Some.EqualTo("1 2"));

    // Twice as many places as an int counts.
    [Test]
    public void A_shift_may_be_of_any_number_of_pixels() =>
        Assert.That(Vary(new Augmentation { Shift = int.MaxValue }, new ImageSize(1, 1, 2), [1, 2]), Is.All.EqualTo("9 9"));

    [Test]
    public void Each_channel_has_its_own_black()
    {
        var augmenter = new ImageAugmenter(new Augmentation { Shift = 1 }, new ImageSize(2, 1, 1), [7, 8]);
        var random = new RandomStream(1);
        var results = Enumerable.Range(0, 100).Select(_ =>
        {
            float[] row = [1, 2];
            augmenter.Apply(row, random);
            return $"{row[0]} {row[1]}";
        });

        Assert.That(results.Distinct(), Is.EquivalentTo(new[] { "1 2", "7 8" }));
    }

    // Of a slope, a part of three quarters of the length (area 9/16 and more) is a slope of the same kind, less steep.
    [Test]
    public void A_part_is_cut_out_and_enlarged()
    {
        const int Side = 16;
        var augmenter = new ImageAugmenter(new Augmentation { SmallestCrop = 9.0 / 16 }, new ImageSize(1, Side, Side), [0]);
        var random = new RandomStream(1);
        for (var i = 0; i < 100; i++)
        {
            float[] row = [.. Enumerable.Range(0, Side * Side).Select(at => (float)(at % Side))];
            augmenter.Apply(row, random);
            var line = row[(5 * Side)..(6 * Side)];
            var steps = line.Zip(line.Skip(1), (left, right) => right - left).Skip(1).Take(Side - 3).ToArray();

            Assert.That(steps, Is.All.EqualTo(steps[5]).Within(1e-4), "bilinear, so a slope stays straight");
            Assert.That(steps[5], Is.InRange(0.75f - 1e-4f, 1));
            Assert.That(line[0], Is.GreaterThanOrEqualTo(0));
            Assert.That(line[^1], Is.LessThanOrEqualTo(Side - 1));
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_bits_and_another_one_others()
    {
        var options = _options with { Augmentation = _all };
        using var first = Fit(options);
        using var second = Fit(options);
        using var other = Fit(options with { Seed = 4 });

        Assert.That(second.Bits(), Is.EqualTo(first.Bits()));
        Assert.That(other.Bits(), Is.Not.EqualTo(first.Bits()));
    }

    [Test]
    public void Training_sees_other_images_but_the_loss_before_it_the_true_ones()
    {
        using var plain = Fit(_options);
        using var varied = Fit(_options with { Augmentation = _all });

        Assert.That(varied.History.TrainingLosses[0], Is.EqualTo(plain.History.TrainingLosses[0]), "the same weights on the same images");
        Assert.That(varied.History.TrainingLosses[1], Is.Not.EqualTo(plain.History.TrainingLosses[1]));
        Assert.That(varied.Bits(), Is.Not.EqualTo(plain.Bits()));
    }

    [Test]
    public void Images_vary_anew_in_each_epoch()
    {
        // Nothing is learned: losses differ only by what varies. Without it they would all be the same.
        var frozen = _options with { Epochs = 3, Optimizer = new Sgd(1e-30), Augmentation = _all, Shuffle = Shuffle.None };
        using var model = Fit(frozen);

        Assert.That(model.History.TrainingLosses.Distinct().Count(), Is.EqualTo(4));
        using var plain = Fit(frozen with { Augmentation = new() });
        Assert.That(plain.History.TrainingLosses.Max() - plain.History.TrainingLosses.Min(), Is.LessThan(1e-5));
    }

    [Test]
    public void A_fit_that_goes_on_varies_images_as_if_it_had_never_stopped()
    {
        var mlContext = new MLContext();
        var data = ImageData.View(mlContext, nameof(ImageSample.Bytes));
        var options = _options with { Augmentation = _all, Epochs = 1 };
        using var first = mlContext.FluxTrainers.NeuralImageClassifier(options).Fit(data);
        using var longer = mlContext.FluxTrainers.NeuralImageClassifier(options with { Epochs = 2 }).Fit(data, previous: first);
        using var atOnce = Fit(options with { Epochs = 2 });

        Assert.That(longer.Bits(), Is.EqualTo(atOnce.Bits()));
    }

    // Nothing is learned, so the loss of the rows that are held out stays where it was, if they are left as they are.
    [Test]
    public void Images_that_are_held_out_do_not_vary()
    {
        using var model = Fit(_options with { Optimizer = new Sgd(1e-30), Augmentation = _all, ValidationFraction = 0.3 });

        Assert.That(model.History.ValidationLosses, Has.Count.EqualTo(3));
        Assert.That(model.History.ValidationLosses.Distinct().Count(), Is.EqualTo(1));
        Assert.That(model.History.TrainingLosses.Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public void An_optimizer_that_compares_losses_is_refused() => Assert.That(
        () => new MLContext().FluxTrainers.NeuralImageClassifier(_options with { Optimizer = new Lbfgs(), Augmentation = _all }),
        Throws.ArgumentException.With.Message.EqualTo("Lbfgs compares losses on the same rows: it cannot be combined with Augmentation."));

    [Test]
    public void Settings_out_of_their_range_are_refused()
    {
        Assert.That(() => new Augmentation { Shift = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Augmentation { SmallestCrop = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Augmentation { SmallestCrop = 1.1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static NeuralTransformer Fit(NeuralImageClassifierOptions options)
    {
        var mlContext = new MLContext();
        return mlContext.FluxTrainers.NeuralImageClassifier(options).Fit(ImageData.View(mlContext, nameof(ImageSample.Bytes)));
    }

    /// <summary>Varies the same image 1000 times; 9 is black.</summary>
    private static List<string> Vary(Augmentation augmentation, ImageSize size, float[] image)
    {
        var augmenter = new ImageAugmenter(augmentation, size, [.. Enumerable.Repeat(9f, size.Channels)]);
        var random = new RandomStream(1);
        return [.. Enumerable.Range(0, 1000).Select(_ =>
        {
            float[] row = [.. image];
            augmenter.Apply(row, random);
            return string.Join(' ', row);
        })];
    }
}
