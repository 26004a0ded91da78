// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits that go on after an interruption.</summary>
public sealed class SnapshotTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8) { Dropout = 0.3 },
        BatchSize = 16,
        Epochs = 8,
        Seed = 4,
        ValidationFraction = 0.2,
        Optimizer = new Adam(0.1),
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);
    private TempFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TempFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void An_interrupted_fit_goes_on_and_ends_as_if_nothing_had_happened([Values] RunnerKind runner, [Values] Normalization normalization)
    {
        var options = _options with { Builder = new MlpBuilder(8) { Dropout = 0.3, Normalization = normalization } };
        var run = Run() with { Runner = runner };
        Interrupt(options, run, after: 5);
        var (model, epochs) = FitAndCount(options, run);
        var once = options.Fit(_rows, runner);

        Assert.That(epochs, Is.EqualTo(new[] { 5, 6, 7, 8 }), "the snapshot of epoch 5 was not written when the callback threw");
        Assert.That(model.Bits(), Is.EqualTo(once.Bits()));
        Assert.That(model.History.TrainingLosses, Is.EqualTo(once.History.TrainingLosses));
        Assert.That(model.History.ValidationLosses, Is.EqualTo(once.History.ValidationLosses));
        Assert.That(model.History.Events.Count(one => one.Kind == TrainingEventKind.Stop), Is.EqualTo(1), "it is one fit");
    }

    [Test]
    public void Schedules_and_averages_go_on_too()
    {
        var options = _options with { LearningRateSchedule = new CosineDecay(), WeightAveraging = new ExponentialMovingAverage(0.9), AccumulationSteps = 2 };
        Interrupt(options, Run(), after: 5);
        var (model, epochs) = FitAndCount(options, Run());
        var once = options.Fit(_rows);

        Assert.That(epochs[0], Is.EqualTo(5));
        Assert.That(model.Bits(), Is.EqualTo(once.Bits()));
        Assert.That(model.History.Metric(LearningRateSchedule.MetricName), Is.EqualTo(once.History.Metric(LearningRateSchedule.MetricName)));
    }

    // Criteria see the whole run: 6 losses, of which 4 were before the interruption.
    [Test]
    public void Stopping_criteria_see_the_whole_run()
    {
        var options = _options with { Stopping = new NumberLimit(6) };
        Interrupt(options, Run(), after: 5);
        var (model, epochs) = FitAndCount(options, Run());

        Assert.That(epochs, Is.EqualTo(new[] { 5, 6 }));
        Assert.That(model.Bits(), Is.EqualTo(options.Fit(_rows).Bits()));
    }

    [Test]
    public void A_finished_run_is_never_resumed()
    {
        FitAndCount(_options, Run());
        var (again, epochs) = FitAndCount(_options, Run());

        Assert.That(epochs, Has.Count.EqualTo(8));
        Assert.That(again.Bits(), Is.EqualTo(_options.Fit(_rows).Bits()));
    }

    [Test]
    public void Nor_is_a_run_that_stopped_early()
    {
        var options = _options with { Stopping = new NumberLimit(3) };
        FitAndCount(options, Run());

        Assert.That(FitAndCount(options, Run()).Epochs, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public void A_finished_run_that_is_run_again_and_interrupted_goes_on()
    {
        FitAndCount(_options, Run());
        Interrupt(_options, Run(), after: 3);

        Assert.That(FitAndCount(_options, Run()).Epochs, Is.EqualTo(new[] { 3, 4, 5, 6, 7, 8 }));
    }

    [Test]
    public void Other_options_rows_or_seeds_begin_anew()
    {
        Interrupt(_options, Run(), after: 5);
        List<NeuralClassifierOptions> others = [_options with { BatchSize = 8 }, _options with { Seed = 5 }, _options with { Epochs = 9 }];
        var moved = _rows.ConvertAll(row => TestRows.Row(row.Label, [.. row.Features.DenseValues().Select(value => value * 2)]));

        Assert.That(others.Select(options => FitAndCount(options, Run()).Epochs[0]), Is.All.EqualTo(1));
        Assert.That(FitAndCount(_options, Run(), [.. _rows.SkipLast(1)]).Epochs[0], Is.EqualTo(1));
        Assert.That(FitAndCount(_options, Run(), moved).Epochs[0], Is.EqualTo(1), "rows that are the same once they are scaled");
        Assert.That(FitAndCount(_options, Run()).Epochs[0], Is.EqualTo(5), "and do not disturb the run");
    }

    [Test]
    public void A_damaged_snapshot_is_passed_over_with_a_warning([Values(0, 100, -40)] int kept)
    {
        Interrupt(_options, Run(), after: 5);
        var newest = Snapshots()[^1];
        var bytes = File.ReadAllBytes(newest);
        File.WriteAllBytes(newest, bytes[..(kept < 0 ? bytes.Length + kept : kept)]);
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var (model, epochs) = FitAndCount(_options, Run(), context: context);

        Assert.That(epochs[0], Is.EqualTo(4));
        Assert.That(warnings, Has.One.StartsWith($"The snapshot '{newest}' is damaged and passed over: "));
        Assert.That(model.Bits(), Is.EqualTo(_options.Fit(_rows).Bits()));
    }

    [Test]
    public void The_newest_are_kept_and_no_temporary_file()
    {
        Interrupt(_options, Run(snapshots => snapshots with { Keep = 2 }), after: 6);

        Assert.That(Snapshots().Select(Path.GetFileName), Is.EqualTo(new[] { "0000000004.snapshot", "0000000005.snapshot" }));
        Assert.That(Directory.GetFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void One_is_written_every_so_many_epochs()
    {
        Interrupt(_options, Run(snapshots => snapshots with { EveryEpochs = 3, Keep = 9 }), after: 8);

        Assert.That(Snapshots().Select(Path.GetFileName), Is.EqualTo(new[] { "0000000003.snapshot", "0000000006.snapshot" }));
    }

    // A billionth of a minute has passed after each epoch, a million minutes after none.
    [TestCase(1e-9, 4)]
    [TestCase(1e6, 0)]
    public void Or_every_so_many_minutes(double minutes, int expected)
    {
        Interrupt(_options, Run(snapshots => snapshots with { EveryEpochs = null, EveryMinutes = minutes, Keep = 9 }), after: 5);

        Assert.That(Snapshots(), Has.Length.EqualTo(expected));
    }

    [Test]
    public void A_cancelled_fit_goes_on_also_where_it_returned_the_best()
    {
        using var source = new CancellationTokenSource();
        var run = Run() with { CancellationToken = source.Token, OnCancellation = CancellationBehavior.ReturnBest };
        _options.Fit(_rows, run: run with { Actions = [TrainingAction.StopIf(result => Cancel(result), "never")] });
        bool Cancel(EpochResult result)
        {
            if (result.Epoch == 5)
            {
                source.Cancel();
            }

            return false;
        }

        Assert.That(FitAndCount(_options, Run()).Epochs[0], Is.EqualTo(6));
    }

    [Test]
    public void Without_a_seed_the_interrupted_fits_seed_is_taken()
    {
        var options = _options with { Seed = null };
        Interrupt(options, Run(), after: 5);
        var (model, epochs) = FitAndCount(options, Run());
        var fresh = FitAndCount(options, Run()).Model;

        Assert.That(epochs[0], Is.EqualTo(5));
        Assert.That(model.Bits(), Is.EqualTo((options with { Seed = model.History.Seed }).Fit(_rows).Bits()));
        Assert.That(fresh.History.Seed, Is.Not.EqualTo(model.History.Seed), "a finished run's seed is not");
    }

    [Test]
    public void A_warm_restart_goes_on_too()
    {
        var first = (_options with { Epochs = 3 }).Fit(_rows);
        var context = new MLContext();
        NeuralTransformer GoOn(TrainingRun run) => context.FluxTrainers.NeuralClassifier(_options, run).Fit(_rows.ToView(context, 3), previous: first);
        Assert.Catch(() => GoOn(Throwing(Run(), 6)));
        var epochs = new List<int>();
        var model = GoOn(Counting(Run(), epochs));

        Assert.That(epochs, Is.EqualTo(new[] { 6, 7, 8 }));
        Assert.That(model.Bits(), Is.EqualTo(_options.Fit(_rows).Bits()));
        Assert.That(FitAndCount(_options, Run()).Epochs[0], Is.EqualTo(1), "it is not the run that begins at the beginning");
    }

    [Test]
    public void Cross_validation_with_snapshots_equals_one_without()
    {
        var data = _rows.ToView(new MLContext(), 3);
        double[] Losses(TrainingRun run)
        {
            var context = new MLContext(seed: 3);
            var trainer = context.FluxTrainers.NeuralClassifier(_options with { Epochs = 3 }, run);
            return [.. context.MulticlassClassification.CrossValidate(data, trainer, 5).Select(fold => fold.Metrics.LogLoss)];
        }

        var without = Losses(new TrainingRun());

        Assert.That(Losses(Run()), Is.EqualTo(without));
        Assert.That(Losses(Run()), Is.EqualTo(without), "and once more");
        Assert.That(Directory.GetDirectories(_folder.Path), Has.Length.EqualTo(5));
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_a_warning_or_an_error()
    {
        File.WriteAllText(_folder["file"], "");
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var run = new TrainingRun { Snapshots = new Snapshots(Path.Combine(_folder["file"], "below")) };
        var model = _options.Fit(context, _rows, run: run);

        Assert.That(model.Bits(), Is.EqualTo(_options.Fit(_rows).Bits()));
        Assert.That(warnings, Has.One.StartsWith("No snapshots of this fit are kept in '").And.One.EndsWith("The training goes on without."));
        Assert.That(
            () => _options.Fit(_rows, run: run with { Snapshots = run.Snapshots with { OnFailure = SnapshotFailure.Error } }),
            Throws.InstanceOf<IOException>().With.Message.StartsWith("No snapshots of this fit are kept in '"));
    }

    // /dev/full is a disk without room.
    [Test]
    [Platform("Linux")]
    public void A_full_disk_is_a_warning_or_an_error([Values] SnapshotFailure onFailure)
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var fill = TrainingAction.Do(result =>
        {
            if (result.Epoch is 4 or 5)
            {
                var next = Path.Combine(Directory.GetDirectories(_folder.Path).Single(), FormattableString.Invariant($"{result.Epoch:D10}.snapshot.tmp"));
                File.CreateSymbolicLink(next, "/dev/full");
            }
        });
        var run = Run(snapshots => snapshots with { OnFailure = onFailure }) with { Actions = [fill] };
        NeuralTransformer Fit() => _options.Fit(context, _rows, run: run);
        if (onFailure == SnapshotFailure.Error)
        {
            var thrown = Assert.Catch<IOException>(() => Fit());
            Assert.That(thrown!.Message, Does.StartWith("The snapshot of epoch 4 was not written in '"));
            Assert.That(NeuralTransformer.FromFailedFit(thrown!)!.Bits(), Is.EqualTo((_options with { Epochs = 4 }).Fit(_rows).Bits()));
            return;
        }

        Assert.That(Fit().Bits(), Is.EqualTo(_options.Fit(_rows).Bits()));
        Assert.That(warnings, Has.Count.EqualTo(1), "one until it works again");
        Assert.That(warnings[0], Does.StartWith("The snapshot of epoch 4 was not written in '"));
    }

    [Test]
    public void Two_fits_of_the_same_run_at_once_do_not_meet()
    {
        NeuralTransformer? inner = null;
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var outer = _options.Fit(_rows, run: Run() with
        {
            Actions = [TrainingAction.Do(result => inner ??= _options.Fit(context, _rows, run: Run()))],
        });

        Assert.That(inner!.Bits(), Is.EqualTo(outer.Bits()).And.EqualTo(_options.Fit(_rows).Bits()));
        Assert.That(warnings, Has.One.StartsWith("No snapshots of this fit are kept in '"));
    }

    private static (NeuralTransformer Model, List<int> Epochs) FitAndCount(
        NeuralClassifierOptions options, TrainingRun run, List<TestRow>? rows = null, MLContext? context = null)
    {
        var epochs = new List<int>();
        return (options.Fit(context ?? new MLContext(), rows ?? _rows, run: Counting(run, epochs)), epochs);
    }

    private static TrainingRun Counting(TrainingRun run, List<int> epochs) => run with { Actions = [TrainingAction.Do(result => epochs.Add(result.Epoch))] };

    private static TrainingRun Throwing(TrainingRun run, int after) => run with { Actions = [TrainingAction.ErrorIf(result => result.Epoch == after, "interrupted")] };

    private static void Interrupt(NeuralClassifierOptions options, TrainingRun run, int after) =>
        Assert.Catch<InvalidOperationException>(() => options.Fit(_rows, run: Throwing(run, after)));

    private string[] Snapshots() => [.. Directory.GetFiles(_folder.Path, "*.snapshot", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private TrainingRun Run(Func<Snapshots, Snapshots>? vary = null)
    {
        var snapshots = new Snapshots(_folder.Path);
        return new TrainingRun { Snapshots = vary?.Invoke(snapshots) ?? snapshots };
    }
}
