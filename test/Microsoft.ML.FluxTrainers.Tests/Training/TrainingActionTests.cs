// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What is done after each cycle of a training.</summary>
public sealed class TrainingActionTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8), BatchSize = 16, Epochs = 4, Seed = 4, ValidationFraction = 0.2 };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    [Test]
    public void A_callback_gets_each_cycle_whole()
    {
        var results = new List<EpochResult>();
        var options = _options with { Epochs = 5, EpochsPerCycle = 2, ValidationMetric = ValidationMetric.Accuracy, Optimizer = new Adam(0.007) };
        var history = options.Fit(_rows, run: With(TrainingAction.Do(results.Add))).History;

        Assert.That(results.Select(result => (result.Cycle, result.Epoch, result.Epochs)), Is.EqualTo(new[] { (1, 2, 5), (2, 4, 5), (3, 5, 5) }));
        Assert.That(results.SelectMany(result => result.TrainingLosses), Is.EqualTo(history.TrainingLosses.Skip(1)));
        Assert.That(results.Select(result => result.TrainingLoss), Is.EqualTo(results.Select(result => result.TrainingLosses[^1])));
        Assert.That(results.Select(result => result.ValidationLoss), Is.EqualTo(history.ValidationLosses.Skip(1)));
        Assert.That(results.Select(result => result.Metrics["accuracy"]), Is.EqualTo(history.Metric("accuracy").Skip(1)));
        Assert.That(results.Last(result => result.IsBest).Epoch, Is.EqualTo(history.BestEpoch));
        Assert.That(results.Select(result => result.LearningRate), Is.All.EqualTo(0.007));
        Assert.That(results.Select(result => result.Seconds), Is.Ordered.And.All.GreaterThan(0).And.All.LessThanOrEqualTo(history.Elapsed.TotalSeconds));
        Assert.That(results.Select(result => result.RowsPerSecond), Is.All.GreaterThan(0));
    }

    // A tenth after each epoch.
    [Test]
    [SetCulture("de-DE")]
    public void A_cycle_prints_as_one_line()
    {
        var plain = new EpochResult { Cycle = 2, Epoch = 2, Epochs = 9, TrainingLoss = 0.25, TrainingLosses = [0.25], LearningRate = 0.003, Seconds = 1.5, RowsPerSecond = 10 };
        var validated = plain with { ValidationLoss = 0.5, Metrics = new Dictionary<string, double> { ["accuracy"] = 0.75 }, IsBest = true };

        Assert.That(plain.ToString(), Is.EqualTo("epoch 2/9: training loss 0.25, learning rate 0.003, 1.50 s"));
        Assert.That(validated.ToString(), Is.EqualTo("epoch 2/9: training loss 0.25, validation loss 0.5, accuracy 0.75 (best), learning rate 0.003, 1.50 s"));
    }

    [Test]
    public void The_rate_is_that_of_the_schedule()
    {
        var rates = new List<double>();
        (_options with { Optimizer = new Adam(0.1), LearningRateSchedule = new StepDecay(1) }).Fit(_rows, run: With(TrainingAction.Do(result => rates.Add(result.LearningRate))));

        Assert.That(rates, Is.EqualTo(new[] { 0.1, 0.01, 0.001, 0.0001 }).Within(1e-9).Percent);
    }

    [Test]
    public void Without_validation_there_is_no_best()
    {
        var results = new List<EpochResult>();
        (_options with { ValidationFraction = 0 }).Fit(_rows, run: With(TrainingAction.Do(results.Add)));

        Assert.That(results.Select(result => (result.ValidationLoss, result.IsBest, result.Metrics.Count)), Is.All.EqualTo(((double?)null, false, 0)));
    }

    [Test]
    public void Actions_change_nothing_of_the_model()
    {
        var run = With(TrainingAction.Do((_, context) => context.CopyParameters()), TrainingAction.WarnIf(_ => true, "look"));

        Assert.That((_options with { Builder = new MlpBuilder(8) { Dropout = 0.2 } }).Fit(_rows, run: run).Bits(), Is.EqualTo((_options with { Builder = new MlpBuilder(8) { Dropout = 0.2 } }).Fit(_rows).Bits()));
    }

    [Test]
    public void Parameters_are_those_of_the_moment_and_copied_only_inside_the_callback([Values] RunnerKind runner)
    {
        var copies = new List<IReadOnlyDictionary<string, float[]>>();
        TrainingContext? kept = null;
        var action = TrainingAction.Do((_, context) =>
        {
            copies.Add(context.CopyParameters());
            kept = context;
        });
        var options = _options with { RestoreBestWeights = false };
        options.Fit(_rows, run: With(action) with { Runner = runner });

        for (var epoch = 1; epoch <= 4; epoch++)
        {
            var model = (options with { Epochs = epoch }).Fit(_rows, runner);
            Assert.That(copies[epoch - 1].Values.SelectMany(values => values), Is.EqualTo(model.Weights()));
        }

        Assert.That(copies[0].Keys, Has.Some.EndsWith(".weight"));
        Assert.That(kept!.CopyParameters, Throws.InvalidOperationException.With.Message.StartsWith("The callback that this context was given to has returned"));
        Assert.That(() => kept!.Stop("late"), Throws.InvalidOperationException);
    }

    [Test]
    public void Every_second_cycle_is_cycles_two_and_four()
    {
        var epochs = new List<int>();
        _options.Fit(_rows, run: With(TrainingAction.Do(result => epochs.Add(result.Epoch)).Every(2)));

        Assert.That(epochs, Is.EqualTo(new[] { 2, 4 }));
        Assert.That(() => TrainingAction.Do(_ => { }).Every(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void All_actions_run_in_order_also_after_one_has_decided_to_stop()
    {
        var calls = new List<string>();
        var model = _options.Fit(_rows, run: With(
            TrainingAction.Do(_ => calls.Add("a")),
            TrainingAction.StopIf(result => result.Epoch == 2, "enough"),
            TrainingAction.Do((_, context) => context.Stop("too late")),
            TrainingAction.Do(_ => calls.Add("b"))));

        Assert.That(calls, Is.EqualTo(new[] { "a", "b" })); // the third action stops the first cycle
        Assert.That(model.History.StopReason, Is.EqualTo("too late"));
    }

    [Test]
    public void StopIf_ends_the_training_with_its_message()
    {
        var model = _options.Fit(_rows, run: With(TrainingAction.StopIf(result => result.Epoch == 2, "enough")));

        Assert.That(model.History.StopReason, Is.EqualTo("enough"));
        Assert.That(model.History.Epochs, Is.EqualTo(2));
        Assert.That(model.Bits(), Is.EqualTo((_options with { Epochs = 2 }).Fit(_rows).Bits()));
    }

    [Test]
    public void WarnIf_warns_in_the_log_and_notes_it_in_the_history()
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var model = _options.Fit(context, _rows, run: With(TrainingAction.WarnIf(result => result.Epoch == 3, "odd")));

        Assert.That(warnings, Is.EqualTo(new[] { "After epoch 3: odd" }));
        Assert.That(model.History.Events.Where(one => one.Kind == TrainingEventKind.Note).Select(one => (one.Epoch, one.Text)), Is.EqualTo(new[] { (3, "odd") }));
    }

    [Test]
    public void ErrorIf_ends_the_fit_with_its_message() =>
        Assert.That(
            () => _options.Fit(_rows, run: With(TrainingAction.ErrorIf(result => result.Epoch == 2, "too bad"))),
            Throws.InvalidOperationException.With.Message.EqualTo("too bad (after epoch 2)"));

    [Test]
    public void A_callback_that_throws_ends_the_fit_with_its_own_exception_and_the_best_model_is_not_lost()
    {
        var mine = new FormatException("mine");
        var thrown = Assert.Catch(() => _options.Fit(_rows, run: With(TrainingAction.Do(result =>
        {
            if (result.Epoch == 3)
            {
                throw mine;
            }
        }))));
        using var rescued = NeuralTransformer.FromFailedFit(thrown!)!;
        var expected = (_options with { Epochs = 3 }).Fit(_rows);

        Assert.That(thrown, Is.SameAs(mine));
        Assert.That(rescued.Bits(), Is.EqualTo(expected.Bits()));
        Assert.That(rescued.History.StopReason, Is.EqualTo("the fit failed: mine"));
        Assert.That(GoOn(rescued).Bits(), Is.EqualTo(_options.Fit(_rows).Bits()), "and can be trained further");
        Assert.That(NeuralTransformer.FromFailedFit(new FormatException()), Is.Null);
    }

    // The second epoch's loss fails in its middle: the weights are those of the first.
    [Test]
    public void What_fails_within_an_epoch_leaves_the_last_whole_one()
    {
        var calls = 0;
        NeuralClassifierOptions Options(int failsAt) => _options with
        {
            ValidationFraction = 0,
            Loss = Loss.From("fails", (outputs, targets) => outputs.requires_grad && ++calls == failsAt
                ? throw new FormatException("mine")
                : TorchSharp.torch.nn.functional.cross_entropy(outputs, targets, reduction: TorchSharp.torch.nn.Reduction.None)),
        };
        var thrown = Assert.Catch(() => Options(10).Fit(_rows)); // 7 batches an epoch
        using var rescued = NeuralTransformer.FromFailedFit(thrown!)!;

        Assert.That(thrown!.InnerException, Is.TypeOf<FormatException>());
        Assert.That(rescued.Bits(), Is.EqualTo((Options(-1) with { Epochs = 1 }).Fit(_rows).Bits()));
        Assert.That(rescued.Model.HasTrainingState, Is.False);
    }

    [Test]
    public void An_exception_before_the_first_whole_epoch_has_no_model()
    {
        var thrown = Assert.Catch(() => (_options with { Loss = Loss.From("fails", (_, _) => throw new FormatException()) }).Fit(_rows));

        Assert.That(NeuralTransformer.FromFailedFit(thrown!), Is.Null);
    }

    [Test]
    public void Progress_is_told_of_each_cycle()
    {
        var progress = new Recorded();
        var model = _options.Fit(_rows, run: new TrainingRun { Progress = progress });

        Assert.That(progress.Results.Select(result => result.TrainingLoss), Is.EqualTo(model.History.TrainingLosses.Skip(1)));
    }

    [Test]
    public void A_diverged_epoch_is_told_too()
    {
        var progress = new Recorded();
        (_options with { Optimizer = new Sgd(1e30) }).Fit(_rows, run: new TrainingRun { Progress = progress });

        Assert.That(progress.Results[^1].TrainingLoss, Is.NaN.Or.EqualTo(double.PositiveInfinity).Or.GreaterThan(1e9));
        Assert.That(progress.Results[^1].ValidationLoss, Is.Null);
    }

    [Test]
    public void A_csv_file_says_no_rate_of_epochs_of_another_fit()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder["new"], "history.csv");
        var first = new NeuralClassifierOptions { Epochs = 2, Optimizer = new Sgd(0.5) }.Fit(TestRows.Blobs(20));
        var context = new MLContext();
        var longer = new NeuralClassifierOptions { Epochs = 3, Optimizer = new Sgd(0.25) };
        context.FluxTrainers.NeuralClassifier(longer, new TrainingRun { Actions = [TrainingAction.WriteCsv(path)] }).Fit(TestRows.Blobs(20).ToView(context, 3), previous: first);

        Assert.That(File.ReadAllLines(path).Skip(1).Select(line => line.Split(',')[3]), Is.EqualTo(new[] { "", "", "", "0.25" }));
    }

    [Test]
    public void A_csv_file_has_a_line_an_epoch()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder["new"], "history.csv");
        var action = TrainingAction.WriteCsv(path);
        var options = _options with { ValidationMetric = ValidationMetric.From("a, b", true, _ => 0.5), EpochsPerCycle = 2, Epochs = 3 };
        var history = options.Fit(_rows, run: With(action)).History;
        var lines = File.ReadAllLines(path);
        var cells = lines[1..].Select(line => line.Split(',')).ToList();

        Assert.That(lines[0], Is.EqualTo("epoch,training loss,validation loss,\"a, b\",learning rate,seconds"));
        Assert.That(cells.Select(line => line[0]), Is.EqualTo(new[] { "0", "1", "2", "3" }));
        Assert.That(cells.Select(line => double.Parse(line[1], CultureInfo.InvariantCulture)), Is.EqualTo(history.TrainingLosses));
        Assert.That(cells.Select(line => line[3]), Is.EqualTo(new[] { "0.5", "", "0.5", "0.5" }));
        Assert.That(cells.Select(line => line[4]), Is.EqualTo(new[] { "", "0.003", "0.003", "0.003" }));
    }

    [Test]
    public void A_json_file_is_the_history_also_of_a_fit_that_failed()
    {
        using var folder = new TempFolder();
        Assert.Catch<InvalidOperationException>(() => _options.Fit(_rows, run: With(
            TrainingAction.WriteJson(folder["history.json"]), TrainingAction.ErrorIf(result => result.Epoch == 3, "stop"))));
        using var json = JsonDocument.Parse(File.ReadAllBytes(folder["history.json"]));
        var losses = json.RootElement.GetProperty("events").EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "trainingLoss");

        Assert.That(losses.Select(one => one.GetProperty("epoch").GetInt32()), Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1), "no temporary file is left");
    }

    [Test]
    public void A_logger_gets_what_the_log_gets()
    {
        var (logger, context) = (new Log(), new MLContext());
        var infos = context.Listen(ChannelMessageKind.Info);
        _options.Fit(context, _rows, run: With(TrainingAction.WarnIf(result => result.Epoch == 3, "odd")) with { Logger = logger });

        Assert.That(logger.Lines.Where(line => line.Level == LogLevel.Information).Select(line => line.Text), Is.EqualTo(infos).And.Some.StartsWith("Epoch 4/4: training loss "));
        Assert.That(logger.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text), Is.EqualTo(new[] { "After epoch 3: odd" }));
    }

    // Fields by name, as a sink of Microsoft.Extensions.Logging gets them.
    [Test]
    public void A_logger_gets_events_with_fields()
    {
        var logger = new Log();
        var fitted = (_options with { ValidationFraction = 0.2, ValidationMetric = ValidationMetric.Accuracy, Stopping = new NumberLimit(2) })
            .Fit(_rows, run: With() with { Logger = logger });
        var (start, epochs) = (logger.Events.Single(one => one.Id.Name == "FitStarted"), logger.Events.Where(one => one.Id.Id == 11).ToList());

        Assert.That(start.Fields["Rows"], Is.EqualTo(80), "a fifth is held out");
        Assert.That(start.Fields["Seed"], Is.EqualTo(fitted.History.Seed));
        Assert.That(epochs.Select(one => one.Fields["Epoch"]), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(epochs.Select(one => one.Fields["Epochs"]), Is.All.EqualTo(4));
        Assert.That(epochs.Select(one => one.Fields["TrainingLoss"]), Is.EqualTo(fitted.History.TrainingLosses));
        Assert.That(epochs.Select(one => one.Fields["ValidationLoss"]), Is.EqualTo(fitted.History.ValidationLosses));
        Assert.That(epochs.Select(one => one.Fields["Metric"]), Is.All.EqualTo("accuracy"));
        Assert.That(epochs.Select(one => one.Fields["MetricValue"]), Is.EqualTo(fitted.History.Metric("accuracy")));
        Assert.That(epochs.Skip(1).Select(one => one.Fields["LearningRate"]), Is.All.EqualTo(_options.Optimizer.LearningRate));
        Assert.That(
            epochs[1].Fields["{OriginalFormat}"],
            Is.EqualTo("Epoch {Epoch}/{Epochs}: training loss {TrainingLoss:G6}, validation loss {ValidationLoss:G6}, {Metric} {MetricValue:G6}"));
        Assert.That(logger.Events.Single(one => one.Id.Name == "FitStopped").Fields["Epoch"], Is.EqualTo(2));
        Assert.That(logger.Events.Single(one => one.Id.Name == "BestKept").Fields["Measure"], Is.EqualTo("accuracy"));
    }

    [Test]
    public void A_logger_that_wants_warnings_only_is_told_nothing_else()
    {
        var logger = new Log(LogLevel.Warning);
        _options.Fit(_rows, run: With(TrainingAction.WarnIf(result => result.Epoch == 3, "odd")) with { Logger = logger });

        Assert.That(logger.Lines.Select(line => line.Text), Is.EqualTo(new[] { "After epoch 3: odd" }));
    }

    [Test]
    public void A_progress_of_fits_is_told_of_beginnings_cycles_and_ends()
    {
        var progress = new RecordedFits();
        var options = _options with { ValidationFraction = 0.2, ValidationMetric = ValidationMetric.Accuracy };
        using var first = options.Fit(_rows, run: With() with { Progress = progress });
        var context = new MLContext();
        var trainer = context.FluxTrainers.NeuralClassifier(options with { Epochs = 6 }, With() with { Progress = progress });
        using var second = trainer.Fit(_rows.ToView(context, 3), previous: first);
        var failure = Assert.Catch<InvalidOperationException>(
            () => options.Fit(_rows, run: With(TrainingAction.ErrorIf(result => result.Epoch == 2, "bad")) with { Progress = progress }));

        Assert.That(progress.Fits.Select(fit => fit.Description.EpochsDone), Is.EqualTo(new[] { 0, 4, 0 }));
        Assert.That(progress.Fits.Select(fit => fit.Description.Epochs), Is.EqualTo(new[] { 4, 6, 4 }));
        Assert.That(progress.Fits[0].Description with { Builder = "" }, Is.EqualTo(new FitDescription
        {
            Builder = "",
            Epochs = 4,
            TrainingRows = 80,
            ValidationRows = 20,
            ValidationMetric = "accuracy",
            Device = "cpu",
        }));
        Assert.That(progress.Fits.Select(fit => string.Join(" ", fit.Results.Select(result => result.Epoch))), Is.EqualTo(new[] { "1 2 3 4", "5 6", "1 2" }));
        Assert.That(progress.Fits.Select(fit => fit.Error), Is.EqualTo(new[] { null, null, failure }));
        Assert.That(progress.Fits.Select(fit => fit.Ends), Is.All.EqualTo(1));
        Assert.That(progress.Fits[0].History!.StopReason, Is.EqualTo("all 4 epochs done"));
    }

    [Test]
    public void The_end_of_a_cancelled_fit_is_told_too([Values] CancellationBehavior behavior)
    {
        using var source = new CancellationTokenSource();
        var progress = new RecordedFits { OnReport = source.Cancel };
        var run = With() with { Progress = progress, CancellationToken = source.Token, OnCancellation = behavior };
        Assert.That(() => _options.Fit(_rows, run: run), behavior == CancellationBehavior.Throw ? Throws.InstanceOf<OperationCanceledException>() : Throws.Nothing);

        Assert.That(progress.Fits.Single().Error is OperationCanceledException, Is.EqualTo(behavior == CancellationBehavior.Throw));
        Assert.That(progress.Fits[0].History!.StopReason, Is.EqualTo("the fit was cancelled"));
    }

    // The file's name is a folder's by the time that it is written.
    [Test]
    public void An_action_that_fails_at_the_end_leaves_one_end_and_one_stop()
    {
        using var folder = new TempFolder();
        var progress = new RecordedFits();
        var actions = With(
            TrainingAction.WriteJson(folder["taken.json"]),
            TrainingAction.Do(_ => Occupy(folder["taken.json"])),
            TrainingAction.WriteJson(folder["history.json"]));
        var run = actions with { Progress = progress };
        var failure = Assert.Catch(() => _options.Fit(_rows, run: run));
        using var model = NeuralTransformer.FromFailedFit(failure!)!;

        Assert.That(progress.Fits.Single().Ends, Is.EqualTo(1));
        Assert.That(model.History.Events.Where(one => one.Kind == TrainingEventKind.Stop).Select(one => one.Text), Is.EqualTo(new[] { "all 4 epochs done" }));
        Assert.That(folder["history.json"], Does.Exist, "the others are still told");
    }

    [Test]
    public void An_action_that_fails_after_a_failure_does_not_keep_it_from_the_others()
    {
        using var folder = new TempFolder();
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var run = With(
            TrainingAction.WriteJson(folder["taken.json"]),
            TrainingAction.WriteJson(folder["history.json"]),
            TrainingAction.Do(_ => Occupy(folder["taken.json"])),
            TrainingAction.ErrorIf(result => result.Epoch == 2, "stop"));

        Assert.That(() => _options.Fit(context, _rows, run: run), Throws.InvalidOperationException);
        Assert.That(folder["history.json"], Does.Exist);
        Assert.That(warnings, Has.One.StartsWith("An action failed at the end of a fit that had failed: "));
    }

    /// <summary>Puts a folder where a file is to be written.</summary>
    private static void Occupy(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        Directory.CreateDirectory(path);
    }

    private static NeuralTransformer GoOn(NeuralTransformer previous)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(_options).Fit(_rows.ToView(context, 3), previous: previous);
    }

    private static TrainingRun With(params TrainingAction[] actions) => new() { Actions = actions };

    private sealed class Recorded : IProgress<EpochResult>
    {
        public List<EpochResult> Results { get; } = [];

        public void Report(EpochResult value) => Results.Add(value);
    }

    private sealed class RecordedFits : IFitProgress
    {
        public List<RecordedFit> Fits { get; } = [];

        public Action OnReport { get; init; } = () => { };

        public IFitReporter Begin(FitDescription fit)
        {
            Fits.Add(new RecordedFit(fit, OnReport));
            return Fits[^1];
        }

        public void Report(EpochResult value) => Assert.Fail("the reporter of the fit is told instead");
    }

    private sealed class RecordedFit(FitDescription description, Action onReport) : IFitReporter
    {
        public FitDescription Description => description;

        public List<EpochResult> Results { get; } = [];

        public TrainingHistory? History { get; private set; }

        public Exception? Error { get; private set; }

        public int Ends { get; private set; }

        public void Report(EpochResult value)
        {
            Results.Add(value);
            onReport();
        }

        public void End(TrainingHistory history, Exception? error)
        {
            Ends++;
            (History, Error) = (history, error);
        }
    }

    private sealed class Log(LogLevel least = LogLevel.Trace) : ILogger
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public List<(EventId Id, Dictionary<string, object?> Fields)> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Add((logLevel, formatter(state, exception)));
                Events.Add((eventId, ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary()));
            }
        }
    }
}
