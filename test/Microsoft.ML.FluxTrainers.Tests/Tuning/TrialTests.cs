// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TrialTests
{
    private static readonly TrialPoint _point = TrialPoint.Of(("BatchSize", 8));

    [TestCaseSource(nameof(Trainers))]
    public void A_trial_that_goes_on_ends_as_one_that_was_trained_at_once(NeuralClassifierOptions options)
    {
        using var steps = new TrialEvaluator(Setting(options));
        steps.Run(new(0, _point) { Epochs = 2 }, [], true, default);
        steps.Run(new(1, _point) { Candidate = 0, Epochs = 4 }, [], true, default);
        var last = steps.Run(new(2, _point) { Candidate = 0, Epochs = 8 }, [], true, default);

        using var whole = new TrialEvaluator(Setting(options));
        var once = whole.Run(new(0, _point) { Epochs = 8 }, [], false, default);

        Assert.That(last.FoldMetrics, Is.EqualTo(once.FoldMetrics));
        Assert.That(last.FoldMetrics, Is.Not.EqualTo(whole.Run(new(0, _point) { Epochs = 2 }, [], false, default).FoldMetrics));
    }

    // Its columns have the names of those that are there.
    [Test]
    public void The_time_of_a_prediction_is_measured_behind_another_model_too()
    {
        var context = new MLContext(1);
        var rows = TuningData.Rows(context);
        using var first = context.FluxTrainers.NeuralClassifier(TuningData.Options).Fit(rows);

        using var model = context.FluxTrainers.Tuned(context.FluxTrainers.NeuralClassifier(TuningData.Options), TuningData.Space, TuningData.Random(1)).Fit(first.Transform(rows));

        Assert.That(model.Report.Best.TimePerRow, Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    public void A_training_that_stopped_by_itself_does_not_go_on()
    {
        var options = TuningData.Options with { Stopping = new NumberLimit(3) };
        using var steps = new TrialEvaluator(Setting(options));
        var first = steps.Run(new(0, _point) { Epochs = 4 }, [], true, default);
        var second = steps.Run(new(1, _point) { Candidate = 0, Epochs = 8 }, [], true, default);

        Assert.That(second.FoldMetrics, Is.EqualTo(first.FoldMetrics));
    }

    // Of the values .5, .625, .75, .875 the median is .6875.
    [TestCase(0.68, false)]
    [TestCase(0.6875, false)]
    [TestCase(0.69, true)]
    [TestCase(double.NaN, true)]
    public void A_trial_is_hopeless_above_the_median(double value, bool expected)
    {
        var pruning = new MedianPruning { WarmupEpochs = 10 };
        double[] others = [0.875, 0.5, 0.75, 0.625];

        Assert.That(pruning.IsHopeless(value, 10, others, higherIsBetter: false), Is.EqualTo(expected));
        Assert.That(pruning.IsHopeless(-value, 10, [.. others.Select(other => -other)], higherIsBetter: true), Is.EqualTo(expected));
        Assert.That(pruning.IsHopeless(value, 9, others, higherIsBetter: false), Is.False, "warm-up");
        Assert.That(pruning.IsHopeless(value, 10, others[..3], higherIsBetter: false), Is.False, "too few");
    }

    // The criterion counts more epochs than there are from one look to the next.
    [TestCaseSource(nameof(Trainers))]
    public void A_search_that_prunes_nothing_is_the_search_without_pruning(NeuralClassifierOptions trainer)
    {
        var options = TuningData.Random() with { Pruning = new() { EveryEpochs = 2, MinTrials = 100 } };
        using var looked = TuningData.Fit(TuningData.Space, options, trainer: trainer with { Epochs = 12 });
        using var straight = TuningData.Fit(TuningData.Space, options with { Pruning = null }, trainer: trainer with { Epochs = 12 });

        Assert.That(looked.Report.Trials.Select(trial => trial.Checkpoints.Count), Is.All.EqualTo(10)); // 5 looks at each of 2 folds
        Assert.That(looked.Report.Trials.Select(trial => trial.FoldMetrics), Is.EqualTo(straight.Report.Trials.Select(trial => trial.FoldMetrics)));
    }

    [Test]
    public void A_trial_that_fails_under_way_keeps_no_network_alive()
    {
        var metric = EvaluationMetric.From("broken", higherIsBetter: true, scored => throw new FormatException($"Of {scored.GetColumn<float[]>("Score").Count()} rows."));
        var trainer = TuningData.Options with { Builder = CountedNetwork.Builder };
        var options = TuningData.Random() with { Metric = metric, Pruning = new() { EveryEpochs = 2 } };
        var before = CountedNetwork.Alive;

        Assert.That(() => TuningData.Fit(new(ParameterRange.Choices("BatchSize", 8, 16)), options with { Trials = 2 }, trainer: trainer), Throws.InvalidOperationException);
        Assert.That(CountedNetwork.Made, Is.GreaterThan(1));
        Assert.That(CountedNetwork.Alive, Is.EqualTo(before));
    }

    [Test]
    public void Epochs_of_a_point_are_known_in_any_case_of_letters()
    {
        var options = TuningData.Random() with { Strategy = new PointList(TrialPoint.Of(("epochs", 5))), Pruning = new() { EveryEpochs = 2 } };
        using var model = TuningData.Fit(new(), options, trainer: TuningData.Options with { Epochs = 30 });

        Assert.That(model.Report.Best.Checkpoints.Select(one => one.Epoch), Is.EqualTo(new[] { 2, 4, 2, 4 }));
    }

    [Test]
    public void A_bad_trial_is_stopped_early()
    {
        var options = TuningData.Random() with
        {
            Strategy = new PointList([.. new[] { 0.05, 0.04, 0.06, 1e-6 }.Select(rate => TrialPoint.Of(("Optimizer.LearningRate", rate)))]),
            Pruning = new() { EveryEpochs = 2, MinTrials = 3, RoundSize = 3 },
        };
        using var model = TuningData.Fit(new(), options);

        var bad = model.Report.Trials[3];
        Assert.That(bad.Status, Is.EqualTo(TrialStatus.Pruned));
        Assert.That(bad.Checkpoints.Select(one => (one.Fold, one.Epoch)), Is.EqualTo(new[] { (0, 2) }));
        Assert.That(model.Report.Trials[0].Checkpoints.Select(one => (one.Fold, one.Epoch)), Is.EqualTo(new[] { (0, 2), (0, 4), (1, 2), (1, 4) }));
        using var straight = TuningData.Fit(new(), options with { Pruning = null });
        Assert.That(model.Report.Trials[0].FoldMetrics, Is.EqualTo(straight.Report.Trials[0].FoldMetrics), "looking changes nothing");
    }

    // Means 1.0 (the best, its folds .9, 1, 1.1: sd .1, standard error .1 / sqrt(3) = .0577), 1.05, 1.06, 1.2.
    [Test]
    public void By_one_standard_error_the_smallest_network_near_the_best_is_taken()
    {
        TuningTrial[] trials =
        [
            Completed(0, 100, 0.9, 1.0, 1.1), Completed(1, 50, 1.0, 1.05, 1.1), Completed(2, 10, 1.01, 1.06, 1.11), Completed(3, 1, 1.15, 1.2, 1.25), Completed(4, 50, 0.95, 1.03, 1.11),
        ];

        Assert.That(TrialSelection.Best.Of(trials, false).Id, Is.EqualTo(0));
        Assert.That(TrialSelection.OneStandardError.Of(trials, false).Id, Is.EqualTo(4)); // 50 weights as trial 1, and a better mean (1.03)
        Assert.That(TrialSelection.Simplest("latest", trial => -trial.Id).Of(trials, false).Id, Is.EqualTo(4));
        Assert.That(TrialSelection.OneStandardError.Of(trials, true).Id, Is.EqualTo(3), "the best of a score alone is near itself");
        Assert.That(TrialSelection.OneStandardError.Of([Completed(0, 9, 1.0), Completed(1, 1, 1.01)], false).Id, Is.EqualTo(0), "one fold has no error");
    }

    [Test]
    public void A_network_that_nobody_knows_the_size_of_cannot_be_the_smallest() =>
        Assert.That(
            () => TrialSelection.OneStandardError.Of([Completed(0, 9, 1.0) with { Weights = null }], false),
            Throws.InvalidOperationException.With.Message.StartsWith("Selection by one standard error takes the network with the fewest weights"));

    [Test]
    public void Mean_and_deviation_are_those_of_the_folds()
    {
        var trial = Completed(0, 1, 1, 2, 4);

        Assert.That(trial.Metric, Is.EqualTo(7.0 / 3).Within(1e-12));
        Assert.That(trial.StandardDeviation, Is.EqualTo(Math.Sqrt(((16.0 / 9) + (1.0 / 9) + (25.0 / 9)) / 2)).Within(1e-12));
        Assert.That((trial with { Status = TrialStatus.Failed }).Metric, Is.NaN);
        Assert.That(Completed(0, 1, 1).StandardDeviation, Is.NaN);
    }

    [Test]
    public void Of_halving_the_trials_trained_longest_are_compared()
    {
        using var model = TuningData.Fit(TuningData.Space, TuningData.Random(4) with { Strategy = new SuccessiveHalving { Eta = 2 } });

        Assert.That(model.Report.Trials.Select(trial => trial.Epochs), Is.EqualTo(new int?[] { 1, 1, 1, 1, 3, 3, 6 }));
        Assert.That(model.Report.Best.Id, Is.EqualTo(6));
        Assert.That(((NeuralTransformer)model.Model).History.Epochs, Is.EqualTo(6));
    }

    // The search ends after the first round: the best was trained for 2 of 18 epochs, at the rates of a training of 18.
    [Test]
    public void Of_halving_that_ended_early_the_best_is_trained_as_far_as_it_was_judged()
    {
        var options = TuningData.Random(9) with { Strategy = new SuccessiveHalving { MaxEpochs = 18 }, TimeLimit = TimeSpan.FromTicks(1) };
        var trainer = TuningData.Options with { LearningRateSchedule = new CosineDecay() };
        using var model = TuningData.Fit(TuningData.Space, options, trainer: trainer);

        var context = new MLContext(1);
        using var whole = context.FluxTrainers.NeuralClassifier(model.Report.Best.Point.ApplyTo(trainer with { Epochs = 18 })).Fit(TuningData.Rows(context));
        var history = ((NeuralTransformer)model.Model).History;
        Assert.That(model.Report.Best.Epochs, Is.EqualTo(2));
        Assert.That(history.StopReason, Is.EqualTo("2 of 18 epochs done, no more were wanted"));
        Assert.That(history.Metric("learning rate"), Is.EqualTo(whole.History.Metric("learning rate").Take(2)));
    }

    private static IEnumerable<TestCaseData> Trainers()
    {
        var held = TuningData.Options with { ValidationFraction = 0.2 };
        yield return new TestCaseData(TuningData.Options).SetArgDisplayNames("plain");
        yield return new TestCaseData(TuningData.Options with { LearningRateSchedule = new CosineDecay() }).SetArgDisplayNames("cosine");
        yield return new TestCaseData(TuningData.Options with { LearningRateSchedule = new OneCycle() }).SetArgDisplayNames("one cycle");
        yield return new TestCaseData(held with { Stopping = new NumberLimit(5) }).SetArgDisplayNames("stopping");
        yield return new TestCaseData(held with { Stopping = new NumberLimit(2), EpochsPerCycle = 3 }).SetArgDisplayNames("cycles");
        yield return new TestCaseData(held with { WeightAveraging = new ExponentialMovingAverage(0.9) }).SetArgDisplayNames("average");
    }

    private static TuningTrial Completed(int id, long weights, params double[] folds) => new()
    {
        Id = id,
        Candidate = id,
        Point = TrialPoint.Of(("id", id)),
        Status = TrialStatus.Completed,
        FoldMetrics = folds,
        Weights = weights,
    };

    private static TrialSetting Setting(NeuralClassifierOptions options)
    {
        var context = new MLContext(1);
        return new TrialSetting
        {
            Pipeline = new TrainerPipeline(context.FluxTrainers.NeuralClassifier(options)),
            Folds = TrialFold.Of(context, new KFold(2).Split(TuningData.Rows(context), 1), null),
            Metric = EvaluationMetric.LogLoss,
            Columns = new(),
            Seed = 1,
            WholeEpochs = 8,
            Host = new TrainerHost(context, "test"),
        };
    }
}
