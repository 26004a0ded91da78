// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TuningHistoryTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("fluxtrainers-history-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Trials_that_are_done_are_not_made_again()
    {
        var (first, made) = Search(3);
        var (second, madeLater) = Search(5);
        var (whole, _) = Search(5, folder: null);

        Assert.That((made, madeLater), Is.EqualTo((3, 2)));
        Assert.That(second.Report.Trials.Take(3).Select(trial => trial with { }), Is.EqualTo(first.Report.Trials), "times too");
        Assert.That(TuningData.Essence(second), Is.EqualTo(TuningData.Essence(whole)));
    }

    [Test]
    public void A_file_of_a_trial_tells_nothing_of_time()
    {
        Search(3);
        var files = Files();
        Directory.Delete(_folder, true);
        Search(3);

        Assert.That(files.Keys, Has.Count.EqualTo(4)); // and what the search is
        Assert.That(Files(), Is.EqualTo(files));
    }

    [Test]
    public void Another_search_has_a_folder_of_its_own()
    {
        Search(2);
        Search(2, seed: 4);
        Search(2, trainer: TuningData.Options with { Epochs = 5 });
        Search(2, rows: 57);
        Search(2, space: new(ParameterRange.Choices("BatchSize", 8, 16)));

        Assert.That(Directory.GetDirectories(_folder).Count(folder => !folder.EndsWith(".work", StringComparison.Ordinal)), Is.EqualTo(5));
        Assert.That(Search(2).Made, Is.Zero);
    }

    [TestCase("{")]
    [TestCase("")]
    [TestCase("{\"format\":1,\"id\":7}")]
    [TestCase("{\"format\":1,\"id\":1,\"candidate\":1,\"status\":\"completed\",\"folds\":[1],\"checkpoints\":[]}")]
    [TestCase("null")]
    public void A_damaged_file_costs_its_trial_only(string content)
    {
        Search(3);
        var files = Files();
        File.WriteAllText(files.Keys.First(path => path.EndsWith("trial-000001.json", StringComparison.Ordinal)), content);

        var (_, made) = Search(3);

        Assert.That(made, Is.EqualTo(1));
        Assert.That(Files(), Is.EqualTo(files), "mended");
    }

    // The owner of the file is not there to mend it.
    [Test]
    public void A_damaged_file_of_another_process_is_made_by_whoever_waits_for_it()
    {
        Search(3);
        var files = Files();
        File.WriteAllText(files.Keys.Single(path => path.EndsWith("trial-000001.json", StringComparison.Ordinal)), "{");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var run = new TuningRun { HistoryFolder = _folder, Sharing = TrialSharing.ByNumber(new(0, 2)), CancellationToken = patience.Token };
        var (context, told) = (new MLContext(1), 0);
        context.Log += (_, e) => told += e.Message.Contains("of no use", StringComparison.Ordinal) ? 1 : 0;

        using var model = context.FluxTrainers.Tuned(context.FluxTrainers.NeuralClassifier(TuningData.Options), TuningData.Space, TuningData.Random(3), run).Fit(TuningData.Rows(context));

        Assert.That(model.Report.Made, Is.EqualTo(1));
        Assert.That(Files(), Is.EqualTo(files), "mended");
        Assert.That(told, Is.EqualTo(1));
    }

    // The models of the trials before it are gone: the last trial of halving is trained at once, and not in parts.
    [TestCaseSource(nameof(Trainers))]
    public void A_trial_of_halving_made_after_a_crash_is_the_same(NeuralClassifierOptions trainer)
    {
        var (first, _) = Search(6, halving: true, trainer: trainer);
        var files = Files();
        File.Delete(files.Keys.Single(path => path.EndsWith("trial-000009.json", StringComparison.Ordinal)));

        var (second, made) = Search(6, halving: true, trainer: trainer);

        Assert.That(made, Is.EqualTo(1));
        Assert.That(TuningData.Essence(second), Is.EqualTo(TuningData.Essence(first)));
        Assert.That(Files(), Is.EqualTo(files));
    }

    [Test]
    public void A_file_of_another_trial_is_not_believed()
    {
        Search(3);
        var files = Files();
        var paths = files.Keys.Where(path => path.Contains("trial", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        File.Copy(paths[0], paths[1], overwrite: true);

        Assert.That(Search(3).Made, Is.EqualTo(1));
        Assert.That(Files(), Is.EqualTo(files));
    }

    [Test]
    public void A_failed_trial_is_kept_with_its_message()
    {
        var trial = new TuningTrial { Id = 2, Candidate = 1, Point = TrialPoint.Of(("a", 1.5)), Status = TrialStatus.Failed, Epochs = 4, Error = "It is \"broken\".", TimeLimit = TimeSpan.FromSeconds(1.5), FoldMetrics = new[] { 0.1 } };

        Assert.That(TrialFile.Read(TrialFile.Write(trial), new(2, trial.Point) { Candidate = 1, Epochs = 4 }), Is.EqualTo(trial));
    }

    [Test]
    public void A_trial_without_time_is_tried_again_where_there_is_more()
    {
        Assert.That(Once(slow: true, TimeSpan.FromMilliseconds(300)), Is.EqualTo((TrialStatus.TimedOut, 1)));
        Assert.That(Once(slow: true, TimeSpan.FromMilliseconds(300)), Is.EqualTo((TrialStatus.TimedOut, 0)), "no more");
        Assert.That(Once(slow: true, TimeSpan.FromMilliseconds(200)), Is.EqualTo((TrialStatus.TimedOut, 0)), "less");
        Assert.That(Once(slow: true, TimeSpan.FromMilliseconds(400)), Is.EqualTo((TrialStatus.TimedOut, 1)));
        Assert.That(Once(slow: false, null), Is.EqualTo((TrialStatus.Completed, 1)));
        Assert.That(Once(slow: false, TimeSpan.FromMilliseconds(1)), Is.EqualTo((TrialStatus.Completed, 0)), "what is complete stays");

        (TrialStatus, int) Once(bool slow, TimeSpan? limit)
        {
            var report = One(() => slow ? 1_000_000 : 1, new(), limit);
            return (report.Trials[0].Status, report.Made);
        }
    }

    [Test]
    public void A_failed_trial_is_tried_again_by_a_process_alone()
    {
        var shared = new TuningRun { Sharing = TrialSharing.ByClaims() };
        int Fail() => throw new IOException("The disk is gone.");

        Assert.That(One(Fail, shared).Trials[0].Error, Does.EndWith("The disk is gone."));
        var second = One(() => 1, shared);
        Assert.That((second.Made, second.Trials[0].Status), Is.EqualTo((0, TrialStatus.Failed)), "others go on from it");
        Assert.That(One(Fail, new()).Made, Is.EqualTo(1));
        Assert.That(One(() => 1, new()).Best.Id, Is.Zero);
        Assert.That(One(Fail, new()).Best.Id, Is.Zero);
    }

    // Sensors tell times to the millisecond, and a time may be a feature.
    [Test]
    public void Rows_that_differ_by_less_than_a_second_are_other_rows()
    {
        var context = new MLContext(1);
        string Of(long ticks) => DataFingerprint.Of(context.Data.LoadFromEnumerable<Moment>(
            [new() { At = new DateTime(2020, 1, 1).AddTicks(ticks), There = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)) }]));
        string There(TimeSpan offset) => DataFingerprint.Of(context.Data.LoadFromEnumerable<Moment>([new() { There = new DateTimeOffset(new DateTime(2020, 1, 1).AddTicks(offset.Ticks), offset) }]));

        Assert.That(new[] { Of(0), Of(1), Of(10_000), Of(10_000_000) }, Is.Unique);
        Assert.That(new[] { There(TimeSpan.Zero), There(TimeSpan.FromHours(1)) }, Is.Unique, "the same moment elsewhere");
    }

    [Test]
    public void A_history_wants_a_seed()
    {
        var context = new MLContext();
        var tuned = context.FluxTrainers.Tuned(
            context.FluxTrainers.NeuralClassifier(TuningData.Options), TuningData.Space, TuningData.Random() with { Seed = null }, new() { HistoryFolder = _folder });

        Assert.That(() => tuned.Fit(TuningData.Rows(context)), Throws.InvalidOperationException.With.Message.StartsWith("A search with a HistoryFolder needs a seed"));
    }

    // .NET's timers can wait for 49 days.
    [Test]
    public void A_claim_may_last_for_years()
    {
        var report = One(() => 1, new() { Sharing = TrialSharing.ByClaims(TimeSpan.FromDays(365)) });

        Assert.That((report.Made, report.Best.Id), Is.EqualTo((1, 0)));
    }

    // Two searches at once in one process meet through files only, as two processes do.
    [TestCase(true)]
    [TestCase(false)]
    public void Searches_that_share_their_trials_end_with_the_same(bool byClaims)
    {
        var results = new (TunedTransformer Model, int Made)[2];
        var threads = results.Select((_, i) => new Thread(() => results[i] = Search(
            6, halving: true, sharing: byClaims ? TrialSharing.ByClaims() : TrialSharing.ByNumber(new(i, 2))))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var files = Files();

        Assert.That(results.Sum(result => result.Made), Is.EqualTo(10)); // 6, 3 and 1
        Assert.That(TuningData.Essence(results[0].Model), Is.EqualTo(TuningData.Essence(results[1].Model)));
        Directory.Delete(_folder, true);
        Assert.That(TuningData.Essence(Search(6, halving: true).Model), Is.EqualTo(TuningData.Essence(results[0].Model)));
        Assert.That(Files(), Is.EqualTo(files));
    }

    [Test]
    public void A_claim_is_had_by_one_and_expires_without_renewal()
    {
        using var first = new TrialClaims(_folder, TimeSpan.FromHours(1));
        using var second = new TrialClaims(_folder, TimeSpan.FromMilliseconds(300));

        Assert.That((first.Take(1), first.Take(1), second.Take(1), second.Take(2)), Is.EqualTo((true, false, false, true)));
        first.GiveBack(1);
        Assert.That(second.Take(1), Is.True);
        second.GiveBack(1);

        Assert.That(first.Take(3), Is.True); // which it will renew in a quarter of an hour only
        var clock = Stopwatch.StartNew();
        while (!second.Take(3))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
            Thread.Sleep(20);
        }

        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(300)));
    }

    [Test]
    public void A_claim_that_is_renewed_does_not_expire()
    {
        using var first = new TrialClaims(_folder, TimeSpan.FromMilliseconds(40));
        using var second = new TrialClaims(_folder, TimeSpan.FromSeconds(5));
        first.Take(1);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(0.5))
        {
            Assert.That(second.Take(1), Is.False);
            Thread.Sleep(10);
        }
    }

    /// <summary>A search of one trial.</summary>
    private TuningReport One(Func<int> epochs, TuningRun run, TimeSpan? limit = null)
    {
        var context = new MLContext(1);
        var options = TuningData.Random() with { Strategy = new PointList(TrialPoint.Of(("x", 1))), Metric = EvaluationMetric.LogLoss, TrialTimeLimit = limit };
        var tuned = context.FluxTrainers.TunedPipeline(
            (own, _) => own.FluxTrainers.NeuralClassifier(TuningData.Options with { Epochs = epochs() }), new(), options, run with { HistoryFolder = _folder });
        try
        {
            using var model = tuned.Fit(TuningData.Rows(context));
            return model.Report;
        }
        catch (Exception error) when (TuningReport.FromFailedSearch(error) is { } report)
        {
            return report;
        }
    }

    private static IEnumerable<TestCaseData> Trainers()
    {
        var trainer = TuningData.Options with { Epochs = 12 };
        yield return new TestCaseData(trainer with { LearningRateSchedule = new CosineDecay() }).SetArgDisplayNames("cosine");
        yield return new TestCaseData(trainer with { Stopping = new NumberLimit(5) }).SetArgDisplayNames("stopping");
    }

    private (TunedTransformer Model, int Made) Search(
        int trials, int seed = 3, string? folder = "", NeuralClassifierOptions? trainer = null, int rows = 60, ParameterSpace? space = null, bool halving = false, TrialSharing? sharing = null)
    {
        var options = TuningData.Random(trials) with { Seed = seed, Strategy = halving ? new SuccessiveHalving { Eta = 2 } : new RandomSearch() };
        var run = new TuningRun { HistoryFolder = folder is null ? null : _folder, Sharing = sharing };
        var model = TuningData.Fit(space ?? TuningData.Space, options, run, trainer, rows);
        return (model, model.Report.Made);
    }

    private Dictionary<string, string> Files() => Directory.GetDirectories(_folder).Where(folder => !folder.EndsWith(".work", StringComparison.Ordinal))
        .SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)).ToDictionary(path => path, File.ReadAllText);

    private sealed class Moment
    {
        public DateTime At { get; set; }

        public DateTimeOffset There { get; set; }
    }
}
