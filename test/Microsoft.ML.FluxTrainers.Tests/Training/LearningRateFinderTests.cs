// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LearningRateFinderTests
{
    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8), BatchSize = 16, Epochs = 3, Seed = 4 };

    [Test]
    public void The_rates_rise_by_a_constant_factor_and_the_same_seed_gives_the_same_curve([Values] RunnerKind runner)
    {
        var options = _options with { BatchSize = 1, Builder = new MlpBuilder(8) { Dropout = 0.2 } };
        var curve = Find(options, 1e-6, 1e-2, 150, runner);

        Assert.That(curve.Rates, Is.EqualTo(Enumerable.Range(0, 150).Select(step => 1e-6 * Math.Pow(1e4, step / 149.0))).AsCollection.Within(1e-9).Percent);
        Assert.That(Find(options, 1e-6, 1e-2, 150, runner).Losses, Is.EqualTo(curve.Losses));
        Assert.That(Find(options with { Seed = 5 }, 1e-6, 1e-2, 150, runner).Losses, Is.Not.EqualTo(curve.Losses));
    }

    // In one batch, the first loss is the one before training; that after an update with a rate is that of a fit of one epoch with it.
    [TestCase(100, 1, 0)]
    [TestCase(25, 4, 0)]
    [TestCase(100, 1, 0.3)]
    public void A_loss_is_measured_before_the_update_of_its_rate(int batchSize, int accumulation, double held)
    {
        var options = _options with { BatchSize = batchSize, AccumulationSteps = accumulation, ValidationFraction = held, RestoreBestWeights = false };
        var losses = Find(options, 0.01, 0.1, 10).Losses;
        var fit = (options with { Optimizer = new Adam(0.01), Epochs = 2 }).Fit(_rows).History.TrainingLosses;

        Assert.That(losses[0], Is.EqualTo(fit[0]).Within(1e-6));
        Assert.That(losses[1], Is.EqualTo(fit[2]).Within(1e-6));
    }

    [Test]
    public void It_changes_nothing_and_its_suggestion_trains_well()
    {
        var context = new MLContext();
        var view = _rows.ToView(context, 3);
        var estimator = context.FluxTrainers.NeuralClassifier(_options);
        var before = estimator.Fit(view).Bits();
        var rate = estimator.FindLearningRate(view).Suggestion!.Value;

        Assert.That(estimator.Fit(view).Bits(), Is.EqualTo(before));
        Assert.That(estimator.Options, Is.EqualTo(_options));
        Assert.That(rate, Is.InRange(1e-3, 0.5));
        Assert.That(
            _options.With("Optimizer.LearningRate", rate).Fit(_rows).History.TrainingLosses[^1],
            Is.LessThan(_options.With("Optimizer.LearningRate", rate / 1000).Fit(_rows).History.TrainingLosses[^1]));
    }

    // Batches of 4: single losses are anything. A rate is of use here from a thousandth on.
    [Test]
    public void Small_batches_do_not_mislead_it([Range(1, 8)] int seed) =>
        Assert.That(Find(_options with { BatchSize = 4, Seed = seed }, 1e-7, 10, 100).Suggestion, Is.InRange(1e-3, 0.5));

    [Test]
    public void A_schedule_and_averaging_play_no_part() =>
        Assert.That(
            Find(_options with { LearningRateSchedule = new StepDecay(1, 0.01), WeightAveraging = new ExponentialMovingAverage() }, 1e-4, 1, 20).Losses,
            Is.EqualTo(Find(_options, 1e-4, 1, 20).Losses));

    [Test]
    public void An_absurd_range_ends_where_the_loss_explodes()
    {
        var curve = Find(_options with { Optimizer = new Sgd() }, 1e-3, 1e30, 60);

        Assert.That(curve.Rates, Has.Count.LessThan(60));
        Assert.That(curve.Losses, Is.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        Assert.That(() => Find(_options with { Optimizer = new Lbfgs() }, 1e-4, 1, 20), Throws.InvalidOperationException.With.Message.StartsWith("Lbfgs finds"));
        Assert.That(() => Find(_options, 1, 1, 20), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("highest must be above lowest, which is 1."));
        Assert.That(() => Find(_options, 0, 1, 20), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Find(_options, 0.1, 1, 9), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static LearningRateCurve Find(NeuralClassifierOptions options, double lowest, double highest, int steps, RunnerKind runner = RunnerKind.Auto)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = runner }).FindLearningRate(_rows.ToView(context, 3), lowest, highest, steps);
    }
}
