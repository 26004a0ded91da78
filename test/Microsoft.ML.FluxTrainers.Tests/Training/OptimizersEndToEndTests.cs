// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class OptimizersEndToEndTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(5, 4),
        BatchSize = 8,
        Epochs = 60,
        Seed = 1,
    };

    private static readonly Optimizer[] _optimizers =
    [
        new Adam(0.01),
        new AdamW(0.01),
        new Sgd(0.1),
        new Sgd(0.05) { Momentum = 0.9, Nesterov = true },
        new RmsProp(0.01),
        new Adagrad(0.1),
        new Adadelta(1),
        new NAdam(0.01),
        new RAdam(0.01),
        new Lbfgs { LineSearch = LineSearch.StrongWolfe },
        new Lbfgs(0.1),
    ];

    [Test]
    public void Every_optimizer_learns_the_irises([ValueSource(nameof(_optimizers))] Optimizer optimizer)
    {
        var rows = TestRows.Iris();
        var model = (_options with { Optimizer = optimizer }).Fit(rows);

        Assert.That(model.Accuracy(rows), Is.GreaterThan(0.94));
        Assert.That(model.History.Epochs, Is.EqualTo(60));
    }

    // One batch of 37 rows and five of 8 add up to the same sums, up to rounding.
    [Test]
    public void Lbfgs_takes_all_rows_whatever_the_batch_size()
    {
        var rows = TestRows.Blobs(37);
        var options = _options with { Optimizer = new Lbfgs(0.1), Epochs = 2, Shuffle = Shuffle.PerEpoch };

        Assert.That(
            options.Fit(rows).Weights(), Is.EqualTo((options with { BatchSize = 1000, Shuffle = Shuffle.None }).Fit(rows).Weights()).Within(1e-4));
    }

    [Test]
    public void A_batch_size_larger_than_the_data_is_the_whole_of_it()
    {
        var rows = TestRows.Blobs(20);

        Assert.That(
            (_options with { BatchSize = int.MaxValue }).Fit(rows).Bits(), Is.EqualTo((_options with { BatchSize = 20 }).Fit(rows).Bits()));
    }

    // One step of plain SGD with rate 1 from all-equal losses: its length is that of the clipped gradient.
    [Test]
    public void A_clipped_gradient_bounds_the_step()
    {
        var rows = TestRows.Blobs(20);
        var options = _options with { Optimizer = new Sgd(1), Epochs = 1, BatchSize = 20 };
        var initial = (options with { Epochs = 0 }).Fit(rows).Weights();
        var byNorm = options with { GradientClip = new ClipByNorm(0.01) };
        var byValue = options with { GradientClip = new ClipByValue(0.001) };

        Assert.That(Length(options.Fit(rows).Weights(), initial), Is.GreaterThan(0.1));
        Assert.That(Length(byNorm.Fit(rows).Weights(), initial), Is.EqualTo(0.01).Within(1e-5));
        Assert.That(byValue.Fit(rows).Weights(), Is.EqualTo(initial).Within(0.001 + 1e-6));
    }

    [Test]
    public void A_penalty_makes_weights_smaller()
    {
        var rows = TestRows.Iris();
        var plain = _options.Fit(rows).Weights();
        var small = (_options with { Penalty = new Penalty { Strength = 0.5 } }).Fit(rows).Weights();

        Assert.That(Length(small, new float[small.Length]), Is.LessThan(0.8 * Length(plain, new float[plain.Length])));
    }

    [Test]
    public void No_epochs_give_an_untrained_but_usable_model()
    {
        var rows = TestRows.Iris();
        var model = (_options with { Epochs = 0 }).Fit(rows);

        Assert.That(model.Scores(rows).Select(scores => scores.Sum()), Is.All.EqualTo(1).Within(1e-5));
        Assert.That(model.LogLoss(rows), Is.EqualTo(model.History.TrainingLosses[0]).Within(1e-4));
    }

    [Test]
    public void Lbfgs_with_a_clip_is_refused_when_the_trainer_is_made() => Assert.That(
        () => new MLContext().FluxTrainers.NeuralClassifier(_options with { Optimizer = new Lbfgs(), GradientClip = new ClipByNorm(1) }),
        Throws.ArgumentException.With.Message.EqualTo("Lbfgs needs the true gradient: it cannot be combined with GradientClip."));

    private static double Length(float[] end, float[] start) =>
        Math.Sqrt(end.Zip(start, (a, b) => ((double)a - b) * ((double)a - b)).Sum());
}
