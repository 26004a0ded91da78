// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TunedTests
{
    private static readonly TrialPoint _good = TrialPoint.Of(("Optimizer.LearningRate", 0.05));

    [Test]
    public void A_search_takes_the_best_of_its_trials_and_trains_it_on_all_rows()
    {
        using var model = TuningData.Fit(TuningData.Space, TuningData.Random(6));

        var report = model.Report;
        Assert.That(report.Trials.Select(trial => trial.Id), Is.EqualTo(Enumerable.Range(0, 6)));
        Assert.That(report.Trials.Select(trial => trial.Status), Is.All.EqualTo(TrialStatus.Completed));
        Assert.That(report.Trials.Select(trial => trial.FoldMetrics.Count), Is.All.EqualTo(2));
        Assert.That(report.Best.Metric, Is.EqualTo(report.Trials.Min(trial => trial.Metric)));
        Assert.That(report.Trials, Is.All.Matches<TuningTrial>(trial => trial is { Elapsed: not null, TimePerRow: not null, Weights: 39 })); // 2 x 6 + 6 + 6 x 3 + 3
        Assert.That(report.MetricName, Is.EqualTo("log loss"));
        Assert.That(report.StopReason, Is.EqualTo("all trials are done"));
        var options = report.Best.Point.ApplyTo(TuningData.Options);
        Assert.That(((NeuralTransformer)model.Model).Model.State!.Options[nameof(NeuralOptions.Optimizer)], Is.EqualTo(OptionTexts.Of(options)[nameof(NeuralOptions.Optimizer)]));
    }

    [Test]
    public void The_metric_of_a_trial_is_that_of_the_same_training_by_hand()
    {
        using var model = TuningData.Fit(new(), TuningData.Random() with { Strategy = new PointList(_good), Resampling = new KFold(3) });

        var context = new MLContext(1);
        var seed = new RandomStreams(3).Named("trial 0").NextSeed();
        var expected = new KFold(3).Split(TuningData.Rows(context), 3).Select(fold =>
        {
            using var network = context.FluxTrainers.NeuralClassifier(TuningData.Options with { Optimizer = new Adam(0.05), Seed = (int)(seed & int.MaxValue) }).Fit(fold.Train);
            return context.MulticlassClassification.Evaluate(network.Transform(fold.Test)).LogLoss;
        });
        Assert.That(model.Report.Best.FoldMetrics, Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void The_schema_is_known_without_a_fit_and_the_model_is_saved_as_itself()
    {
        var context = new MLContext(1);
        var rows = TuningData.Rows(context);
        var pipeline = context.Transforms.NormalizeMinMax("Features")
            .Append(context.FluxTrainers.Tuned(context.FluxTrainers.NeuralClassifier(TuningData.Options), TuningData.Space, TuningData.Random(2)));

        Assert.That(pipeline.GetOutputSchema(rows.Schema.ToShape()).Select(column => column.Name), Is.SupersetOf(new[] { "Score", "PredictedLabel" }));
        var model = pipeline.Fit(rows);
        using var file = new MemoryStream();
        context.Model.Save(model, rows.Schema, file);
        file.Position = 0;
        var loaded = new MLContext().Model.Load(file, out _);

        Assert.That(((IEnumerable<ITransformer>)loaded).Last(), Is.InstanceOf<NeuralTransformer>());
        Assert.That(Scores(loaded), Is.EqualTo(Scores(model)));
        List<float[]> Scores(ITransformer from) => [.. context.Data.CreateEnumerable<Scored>(from.Transform(rows), false).Select(row => row.Score)];
    }

    [Test]
    public void It_is_cross_validated_like_any_estimator()
    {
        var context = new MLContext(1);
        var tuned = context.FluxTrainers.Tuned(
            context.FluxTrainers.NeuralClassifier(TuningData.Options), new(), TuningData.Random() with { Strategy = new PointList(TrialPoint.Of(("BatchSize", 60)), _good) });

        var folds = context.MulticlassClassification.CrossValidate(TuningData.Rows(context), tuned, 2);

        Assert.That(folds.Select(fold => ((TunedTransformer)fold.Model).Report.Trials.Count), Is.EqualTo(new[] { 2, 2 }));
        Assert.That(folds.Average(fold => fold.Metrics.MicroAccuracy), Is.GreaterThan(0.6));
    }

    [TestCaseSource(nameof(Searches))]
    public void Trials_made_at_once_are_the_trials_made_one_by_one(TuningOptions options)
    {
        using var one = TuningData.Fit(TuningData.Space, options);
        using var again = TuningData.Fit(TuningData.Space, options);
        using var four = TuningData.Fit(TuningData.Space, options, new TuningRun { Parallelism = 4 });
        using var other = TuningData.Fit(TuningData.Space, options with { Seed = 4 });

        Assert.That(TuningData.Essence(again), Is.EqualTo(TuningData.Essence(one)));
        Assert.That(TuningData.Essence(four), Is.EqualTo(TuningData.Essence(one)));
        Assert.That(TuningData.Essence(other), Is.Not.EqualTo(TuningData.Essence(one)));
    }

    [Test]
    public void A_trial_that_throws_costs_only_itself()
    {
        var options = TuningData.Random() with { Strategy = new PointList(TrialPoint.Of(("x", 1)), TrialPoint.Of(("x", 2)), TrialPoint.Of(("x", 3))), Metric = EvaluationMetric.LogLoss };
        var context = new MLContext(1);
        var tuned = context.FluxTrainers.TunedPipeline(
            (own, point) => point.Get<int>("x") == 2 ? throw new NotSupportedException("Two is\nnothing.") : own.FluxTrainers.NeuralClassifier(TuningData.Options), new(), options);

        using var model = tuned.Fit(TuningData.Rows(context));

        Assert.That(model.Report.Trials.Select(trial => trial.Status), Is.EqualTo(new[] { TrialStatus.Completed, TrialStatus.Failed, TrialStatus.Completed }));
        Assert.That(model.Report.Trials[1].Error, Is.EqualTo("NotSupportedException: Two is nothing."));
        Assert.That(model.Report.ToString(), Does.StartWith("3 trials, 1 incomplete; all trials are done"));
    }

    [Test]
    public void A_first_pipeline_that_cannot_be_made_does_not_end_a_chain()
    {
        var options = TuningData.Random() with { Strategy = new PointList(TrialPoint.Of(("x", 1)), TrialPoint.Of(("x", 2))), Metric = EvaluationMetric.LogLoss };
        var context = new MLContext(1);
        IEstimator<ITransformer> Make(MLContext own, TrialPoint point, int bad) =>
            point.Get<int>("x") <= bad ? throw new NotSupportedException($"Not {point.Get<int>("x")}.") : own.FluxTrainers.NeuralClassifier(TuningData.Options);
        EstimatorChain<TunedTransformer> Chain(int bad) =>
            context.Transforms.NormalizeMinMax("Features").Append(context.FluxTrainers.TunedPipeline((own, point) => Make(own, point, bad), new(), options));

        using var model = Chain(bad: 1).Fit(TuningData.Rows(context));

        Assert.That(model.LastTransformer.Report.Trials.Select(trial => trial.Status), Is.EqualTo(new[] { TrialStatus.Failed, TrialStatus.Completed }));
        Assert.That(() => Chain(bad: 2).Fit(TuningData.Rows(context)), Throws.TypeOf<NotSupportedException>().With.Message.EqualTo("Not 1."));
    }

    [Test]
    public void Where_all_trials_fail_the_error_says_why()
    {
        var context = new MLContext(1);
        var tuned = context.FluxTrainers.TunedPipeline((_, _) => throw new NotSupportedException("Nothing works."), TuningData.Space, TuningData.Random(2) with { Metric = EvaluationMetric.LogLoss });

        var error = Assert.Throws<InvalidOperationException>(() => tuned.Fit(TuningData.Rows(context)))!;

        Assert.That(error.Message, Does.StartWith("None of the 2 trials was completed. The first, ").And.EndsWith("NotSupportedException: Nothing works."));
        Assert.That(TuningReport.FromFailedSearch(error)!.Trials, Has.Count.EqualTo(2));
    }

    // 2 x 6 + 6 + 6 x 3 + 3 weights, also where the network is a part of a model, or that of a search within the search.
    [TestCase(false)]
    [TestCase(true)]
    public void Networks_are_counted_however_a_model_is_made_of_them(bool isSearched)
    {
        var context = new MLContext(1);
        IEstimator<ITransformer> Make(MLContext own) => isSearched
            ? (IEstimator<ITransformer>)own.FluxTrainers.Tuned(own.FluxTrainers.NeuralClassifier(TuningData.Options), new(), TuningData.Random() with { Strategy = new PointList(_good) })
            : own.FluxTrainers.Calibrated(own.FluxTrainers.NeuralClassifier(TuningData.Options), seed: 1);
        var options = TuningData.Random(2) with { Metric = EvaluationMetric.LogLoss, Selection = TrialSelection.OneStandardError };

        using var model = context.FluxTrainers.TunedPipeline((own, _) => Make(own), TuningData.Space, options).Fit(TuningData.Rows(context));

        Assert.That(model.Report.Trials.Select(trial => trial.Weights), Is.All.EqualTo(39));
    }

    [Test]
    public void The_weights_of_several_networks_are_summed()
    {
        var context = new MLContext(1);
        var options = TuningData.Random(1) with { Metric = EvaluationMetric.LogLoss };

        using var model = context.FluxTrainers.TunedPipeline((own, _) => own.FluxTrainers.Bagging(own.FluxTrainers.NeuralClassifier(TuningData.Options), 3), TuningData.Space, options)
            .Fit(TuningData.Rows(context));

        Assert.That(model.Report.Best.Weights, Is.EqualTo(3 * 39));
    }

    [Test]
    public void What_fails_after_the_trials_does_not_lose_them()
    {
        var selection = TuningData.Random(2) with { Selection = TrialSelection.Simplest("mine", _ => throw new FormatException("Mine.")) };
        var error = Assert.Throws<FormatException>(() => TuningData.Fit(TuningData.Space, selection))!;
        Assert.That(TuningReport.FromFailedSearch(error)!.Ranked.Count(), Is.EqualTo(2));

        var context = new MLContext(1);
        var fits = 0;
        var options = TuningData.Random(2) with { Metric = EvaluationMetric.LogLoss };
        var tuned = context.FluxTrainers.TunedPipeline(
            (own, _) => ++fits > 5 ? throw new NotSupportedException("The last.") : own.FluxTrainers.NeuralClassifier(TuningData.Options), TuningData.Space, options);
        Assert.That(tuned.GetOutputSchema(TuningData.Rows(context).Schema.ToShape()), Is.Not.Empty); // the first call; then 2 trials of 2 folds
        var last = Assert.Throws<NotSupportedException>(() => tuned.Fit(TuningData.Rows(context)))!;
        Assert.That(TuningReport.FromFailedSearch(last)!.Best.Metric, Is.LessThan(2));
    }

    // The second trial belongs to a round of four that was never whole.
    [TestCase(1)]
    [TestCase(2)]
    public void What_fails_between_the_trials_does_not_lose_them(int parallelism)
    {
        var progress = new Told(told =>
        {
            if (told.Done == 2)
            {
                throw new FormatException("Mine.");
            }
        });
        var error = Assert.Throws<FormatException>(() => TuningData.Fit(TuningData.Space, TuningData.Random(4), new TuningRun { Progress = progress, Parallelism = parallelism }))!;
        var report = TuningReport.FromFailedSearch(error)!;

        Assert.That(report.Ranked.Count(), Is.GreaterThanOrEqualTo(2));
        Assert.That(report.StopReason, Is.EqualTo("the search failed: Mine."));
        Assert.That(() => report.Best, Throws.InvalidOperationException.With.Message.EndsWith("Ranked has those that were completed."));
    }

    [Test]
    public void A_trial_that_takes_too_long_is_stopped()
    {
        var endless = TrialPoint.Of(("Epochs", 1_000_000));
        using var model = TuningData.Fit(
            new(), TuningData.Random() with { Strategy = new PointList(endless, _good), TrialTimeLimit = TimeSpan.FromSeconds(1.5) });

        Assert.That(model.Report.Trials.Select(trial => trial.Status), Is.EqualTo(new[] { TrialStatus.TimedOut, TrialStatus.Completed }));
        Assert.That(model.Report.Best.Id, Is.EqualTo(1));
    }

    // .NET's timers can wait for 49 days.
    [Test]
    public void A_limit_of_any_length_is_a_limit([Values(60, 1_000_000)] int days)
    {
        using var model = TuningData.Fit(new(), TuningData.Random() with { Strategy = new PointList(_good), TrialTimeLimit = TimeSpan.FromDays(days) });

        Assert.That(model.Report.Best.Status, Is.EqualTo(TrialStatus.Completed));
    }

    [Test]
    public void A_time_limit_ends_the_search_once_there_is_something_to_show()
    {
        var endless = TrialPoint.Of(("Epochs", 1_000_000));
        using var model = TuningData.Fit(
            new(), TuningData.Random() with { Strategy = new PointList(_good, endless, endless), TimeLimit = TimeSpan.FromSeconds(0.2) });

        Assert.That(model.Report.Trials.Select(trial => trial.Id), Is.EqualTo(new[] { 0 }));
        Assert.That(model.Report.StopReason, Is.EqualTo("the time limit of 00:00:00.2000000 was reached"));
    }

    [TestCase(CancellationBehavior.Throw)]
    [TestCase(CancellationBehavior.ReturnBest)]
    public void A_cancelled_search_keeps_what_it_has(CancellationBehavior behavior)
    {
        using var source = new CancellationTokenSource();
        var run = new TuningRun { CancellationToken = source.Token, OnCancellation = behavior, Progress = new Told(told => source.Cancel()) };
        var options = TuningData.Random() with { Strategy = new PointList(_good, TrialPoint.Of(("Epochs", 1_000_000))) };

        if (behavior == CancellationBehavior.ReturnBest)
        {
            using var model = TuningData.Fit(new(), options, run);
            Assert.That(model.Report.Trials, Has.Count.EqualTo(1));
            Assert.That(model.Report.StopReason, Is.EqualTo("the search was cancelled"));
        }
        else
        {
            var error = Assert.Throws<OperationCanceledException>(() => TuningData.Fit(new(), options, run))!;
            Assert.That(TuningReport.FromFailedSearch(error)!.Best.Point, Is.EqualTo(_good));
        }
    }

    // That of the best on all rows may take as long as the search.
    [Test]
    public void The_last_training_can_be_cancelled_too([Values] bool ofTrainer, [Values] bool byToken)
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext(1);
        var tuned = Endless(context, ofTrainer, new() { CancellationToken = source.Token }, byToken ? source.Cancel : context.Cancel);

        var error = Assert.Throws(Is.InstanceOf<OperationCanceledException>(), () => tuned.Fit(TuningData.Rows(context)))!;
        Assert.That(TuningReport.FromFailedSearch(error)!.Best.Point, Is.EqualTo(_good));
    }

    [Test]
    public void The_last_training_goes_on_where_a_cancelled_search_is_to_return_the_best([Values] bool ofTrainer)
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext(1);
        var tuned = Endless(context, ofTrainer, new() { CancellationToken = source.Token, OnCancellation = CancellationBehavior.ReturnBest }, source.Cancel);

        using var model = tuned.Fit(TuningData.Rows(context));
        Assert.That(((NeuralTransformer)model.Model).History.StopReason, Does.StartWith("TimeLimit"));
    }

    // The token of a trainer ends its fit, wherever that stands; here it is one that takes days.
    [TestCase(CancellationBehavior.Throw)]
    [TestCase(CancellationBehavior.ReturnBest)]
    public void The_token_of_the_trainer_ends_the_search_too(CancellationBehavior behavior)
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext(1);
        var tuned = context.FluxTrainers.Tuned(
            context.FluxTrainers.NeuralClassifier(TuningData.Options, new TrainingRun { CancellationToken = source.Token }),
            new(),
            TuningData.Random() with { Strategy = new PointList(_good, TrialPoint.Of(("Epochs", 1_000_000_000))), TimeLimit = TimeSpan.FromMinutes(1) },
            new TuningRun { OnCancellation = behavior, Progress = new Told(told => source.Cancel()) });

        if (behavior == CancellationBehavior.ReturnBest)
        {
            using var model = tuned.Fit(TuningData.Rows(context));
            Assert.That(model.Report.StopReason, Is.EqualTo("the search was cancelled"));
            Assert.That(((NeuralTransformer)model.Model).History.Epochs, Is.EqualTo(TuningData.Options.Epochs));
        }
        else
        {
            var error = Assert.Throws<OperationCanceledException>(() => tuned.Fit(TuningData.Rows(context)))!;
            Assert.That(TuningReport.FromFailedSearch(error)!.Best.Point, Is.EqualTo(_good));
        }
    }

    [Test]
    public void Progress_tells_trials_best_and_time_left()
    {
        var all = new List<TuningProgress>();
        using var model = TuningData.Fit(TuningData.Space, TuningData.Random(3), new TuningRun { Progress = new Told(all.Add) });

        Assert.That(all.Select(one => (one.Done, one.Total, one.IsOver)), Is.EqualTo(new[] { (1, (int?)3, false), (2, 3, false), (3, 3, true) }));
        Assert.That(all[2].Best!.Id, Is.EqualTo(model.Report.Best.Id));
        Assert.That(all[0].ToString(), Does.Match(@"^1 of 3 trials, best log loss [\d.]+ \(Optimizer\.LearningRate [-\d.E]+, BatchSize \d+\), 0:00:\d\d left$"));
        Assert.That(all[2].Remaining, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Time_left_is_that_of_the_limit_where_trials_have_no_end()
    {
        var all = new List<TuningProgress>();
        var options = TuningData.Random() with { Trials = null, TimeLimit = TimeSpan.FromSeconds(0.3) };
        using var model = TuningData.Fit(TuningData.Space, options, new TuningRun { Progress = new Told(all.Add) });

        Assert.That(all.Select(one => one.Total), Is.All.Null);
        Assert.That(all[0].Remaining, Is.EqualTo(TimeSpan.FromTicks(Math.Max(0, (TimeSpan.FromSeconds(0.3) - all[0].Elapsed).Ticks))));
        Assert.That(all[^1].ToString(), Does.EndWith(", 0:00:00 left"));
        Assert.That(all.Select(one => one.IsOver), Is.EqualTo(all.Select((_, i) => i == all.Count - 1)));
        Assert.That(all[^1].Done, Is.EqualTo(all[^2].Done), "told of once more");
    }

    [Test]
    public void Preparation_that_is_not_searched_is_fitted_once_a_fold()
    {
        var context = new MLContext(1);
        var spy = new SpyEstimator();
        var tuned = context.FluxTrainers.Tuned(context.FluxTrainers.NeuralClassifier(TuningData.Options), TuningData.Space, TuningData.Random(5), preparation: spy);

        var model = tuned.Fit(TuningData.Rows(context));

        Assert.That(spy.Fits.Select(rows => rows.Count), Is.EqualTo(new[] { 30, 30, 60 })); // two folds, then all
        Assert.That(((IEnumerable<ITransformer>)model.Model).Last(), Is.InstanceOf<NeuralTransformer>());
    }

    // Every row that any training sees is written down. Rows of the outer test fold are never among them, and rows that judge a trial not among those that it was trained on.
    [Test]
    public void Rows_that_are_held_out_are_never_seen()
    {
        var context = new MLContext(1);
        var rows = TuningData.Rows(context);
        foreach (var fold in new KFold(3).Split(rows, 1))
        {
            var spy = new SpyEstimator();
            var tuned = context.FluxTrainers.TunedPipeline(
                (own, point) => spy.Append(own.FluxTrainers.NeuralClassifier(TuningData.Options)), TuningData.Space, TuningData.Random(3) with { Metric = EvaluationMetric.LogLoss });
            using var model = tuned.Fit(fold.Train);

            var test = SpyEstimator.Ids(fold.Test).ToHashSet();
            Assert.That(spy.Fits, Has.Count.EqualTo(7)); // 3 trials of 2 folds, and the last training
            Assert.That(spy.Fits.SelectMany(ids => ids).Where(test.Contains), Is.Empty);
            Assert.That(spy.Fits.Take(6).Select(ids => ids.Count), Is.All.EqualTo(20));
            Assert.That(spy.Fits[0].Concat(spy.Fits[1]), Is.EquivalentTo(SpyEstimator.Ids(fold.Train))); // what judges one fold trains the other
            Assert.That(spy.Fits[6], Is.EquivalentTo(SpyEstimator.Ids(fold.Train)));
        }
    }

    [Test]
    public void The_spy_finds_a_planted_leak()
    {
        var context = new MLContext(1);
        var spy = new SpyEstimator();
        var fold = new KFold(3).Split(TuningData.Rows(context), 1)[0];

        spy.Fit(TuningData.Rows(context)); // as a search that was given all rows

        Assert.That(spy.Fits[0].Intersect(SpyEstimator.Ids(fold.Test)), Is.Not.Empty);
    }

    [Test]
    public void Bad_settings_are_refused_before_any_row_is_read()
    {
        var context = new MLContext(1);
        var trainer = context.FluxTrainers.NeuralClassifier(TuningData.Options);
        Tuned Make(ParameterSpace space, TuningOptions? options = null, TuningRun? run = null) => context.FluxTrainers.Tuned(trainer, space, options, run);

        Assert.That(() => Make(new(ParameterRange.Numbers("Optimizer.LearnRate", 0, 1))), Throws.ArgumentException.With.Message.StartsWith("Optimizer has no property 'LearnRate'. Did you mean 'LearningRate'?"));
        Assert.That(() => Make(new(ParameterRange.Integers("BatchSize", -5, 5))), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("BatchSize must be a positive integer."));
        Assert.That(
            () => Make(new(ParameterRange.Integers("Epochs", 1, 5)), new() { Strategy = new SuccessiveHalving() }),
            Throws.ArgumentException.With.Message.EqualTo("SuccessiveHalving says how many epochs a trial is trained, so Epochs cannot be searched."));
        Assert.That(
            () => Make(new(), new() { Strategy = new AsynchronousHalving { Candidates = new PointList(TrialPoint.Of(("epochs", 5))) } }),
            Throws.ArgumentException.With.Message.EqualTo("AsynchronousHalving says how many epochs a trial is trained, so Epochs cannot be searched."));
        Assert.That(
            () => Make(TuningData.Space, new() { Strategy = new SuccessiveHalving(), Pruning = new() }),
            Throws.ArgumentException.With.Message.StartsWith("SuccessiveHalving ends the training of bad candidates itself"));
        Assert.That(
            () => Make(TuningData.Space, run: new() { Sharing = TrialSharing.ByClaims() }),
            Throws.ArgumentException.With.Message.StartsWith("Processes share trials through files: set TuningRun.HistoryFolder"));
        Assert.That(
            () => context.FluxTrainers.TunedPipeline((own, _) => own.FluxTrainers.NeuralClassifier(), TuningData.Space, new() { Pruning = new() }),
            Throws.ArgumentException.With.Message.StartsWith("MedianPruning looks at networks while they are trained"));
        Assert.That(
            () => context.FluxTrainers.TunedPipeline((own, _) => own.FluxTrainers.NeuralClassifier(), TuningData.Space, new()).Fit(TuningData.Rows(context)),
            Throws.InvalidOperationException.With.Message.StartsWith("Nobody says what the pipelines of this search are judged by"));
    }

    // Not those alone that a search meets first.
    [Test]
    public void Each_choice_and_each_given_point_is_checked_before_any_row_is_read()
    {
        var context = new MLContext(1);
        var trainer = context.FluxTrainers.NeuralClassifier(TuningData.Options);
        TrialPoint[] points = [_good, TrialPoint.Of(("BatchSiz", 8))];

        Assert.That(
            () => context.FluxTrainers.Tuned(trainer, new(ParameterRange.Choices("BatchSize", 8, 0, 16, 32, 64), ParameterRange.Choices("Epochs", 1, 2))),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("BatchSize must be a positive integer."));
        foreach (var strategy in new SearchStrategy[] { new PointList(points), new SuccessiveHalving { Candidates = new PointList(points) }, new AsynchronousHalving { Candidates = new PointList(points) } })
        {
            Assert.That(
                () => context.FluxTrainers.Tuned(trainer, new(), new() { Strategy = strategy }),
                Throws.ArgumentException.With.Message.Contains("has no property 'BatchSiz'. Did you mean 'BatchSize'?"));
        }
    }

    /// <summary>A search whose last training has no end, or one after two seconds, and is cancelled in its first epoch.</summary>
    private static Tuned Endless(MLContext context, bool ofTrainer, TuningRun run, Action cancel)
    {
        var options = TuningData.Options with { Epochs = 1_000_000_000, Stopping = new TimeLimit(TimeSpan.FromSeconds(2)) };
        var last = new TrainingRun { Actions = [TrainingAction.Do(result => (result.Epoch == 1 ? cancel : () => { })())] };
        var search = TuningData.Random() with { Strategy = new PointList(_good), Resampling = new Holdout(), Metric = EvaluationMetric.LogLoss };
        var fits = 0;
        return ofTrainer
            ? context.FluxTrainers.Tuned(context.FluxTrainers.NeuralClassifier(options, last), new(), search, run)
            : context.FluxTrainers.TunedPipeline((own, _) => ++fits == 1 ? own.FluxTrainers.NeuralClassifier(TuningData.Options) : own.FluxTrainers.NeuralClassifier(options, last), new(), search, run);
    }

    private static IEnumerable<TestCaseData> Searches()
    {
        yield return new TestCaseData(TuningData.Random()).SetArgDisplayNames("random");
        yield return new TestCaseData(TuningData.Random() with { Strategy = new GridSearch { Resolution = 2 } }).SetArgDisplayNames("grid");
        yield return new TestCaseData(TuningData.Random() with { Strategy = new LatinHypercube() }).SetArgDisplayNames("Latin hypercube");
        yield return new TestCaseData(TuningData.Random(8) with { Strategy = new TreeParzen { RandomTrials = 4, RoundSize = 2 } }).SetArgDisplayNames("TPE");
        yield return new TestCaseData(TuningData.Random(4) with { Strategy = new SuccessiveHalving { Eta = 2 } }).SetArgDisplayNames("halving");
        yield return new TestCaseData(TuningData.Random(6) with { Strategy = new AsynchronousHalving { Eta = 2, MinEpochs = 1 } }).SetArgDisplayNames("ASHA");
        yield return new TestCaseData(TuningData.Random(9) with { Pruning = new() { EveryEpochs = 2, MinTrials = 3, RoundSize = 3 } }).SetArgDisplayNames("pruning");
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }

    private sealed class Told(Action<TuningProgress> tell) : IProgress<TuningProgress>
    {
        public void Report(TuningProgress value) => tell(value);
    }
}
