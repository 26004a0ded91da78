// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One fit of a <see cref="Tuned"/>: it searches on folds of the rows, then trains the best on all of them.</summary>
internal sealed class TuningFit(IHostEnvironment environment, TrainerHost host, TunedParts parts, TrainerLog log)
{
    private readonly TuningOptions _options = parts.Options;
    private readonly TuningRun _run = parts.Run;
    private readonly int _seed = Seed(host, parts);

    public TunedTransformer Fit(IDataView input)
    {
        var setting = Setting(input, out var rows);
        using var clock = new SearchClock(_options.TimeLimit, host.CheckAlive, _run.CancellationToken, parts.Pipeline.CancellationToken);
        var report = Search(setting, rows, clock);
        var isOver = clock.IsCancelled;
        try
        {
            report = report.With(Select(report.Trials, report.HigherIsBetter));
            if (report.Selected is null || (isOver && _run.OnCancellation == CancellationBehavior.Throw))
            {
                throw Failure(report, isOver);
            }

            return new TunedTransformer(Train(setting, report.Best, input, isOver), report);
        }
        catch (Exception error) when (error.Data is { IsReadOnly: false })
        {
            error.Data[TuningReport.FailedSearchKey] = report; // trials may have taken days, whatever fails after them
            throw;
        }
    }

    private static int Seed(TrainerHost host, TunedParts parts) =>
        parts.Options.Seed ?? host.Seed ?? (parts.Run.HistoryFolder is null ? Random.Shared.Next() : throw new InvalidOperationException(
            "A search with a HistoryFolder needs a seed, by which it is known again: set TuningOptions.Seed, or that of the MLContext."));

    private TrialSetting Setting(IDataView input, out IDataView rows)
    {
        var context = new MLContext();
        rows = _run.KeepRowsInMemory ? TrialFold.InMemory(context, input) : input;
        var columns = _options.Columns ?? parts.Pipeline.Columns ?? new EvaluationColumns();
        var metric = _options.Metric ?? parts.Pipeline.Metric ?? throw new InvalidOperationException(
            "Nobody says what the pipelines of this search are judged by: set TuningOptions.Metric, for example to EvaluationMetric.LogLoss.");
        var folds = new Evaluator(environment, new EvaluationOptions { Resampling = _options.Resampling, Columns = columns, Seed = _seed }, _run.CancellationToken).Split(rows);
        return new TrialSetting
        {
            Pipeline = parts.Pipeline,
            Folds = TrialFold.Of(_run.KeepRowsInMemory ? context : null, folds, parts.Preparation),
            Metric = metric,
            Columns = columns,
            Seed = _seed,
            Host = host,
            WholeEpochs = _options.Strategy.WholeEpochs(parts.Pipeline.Epochs),
            TimeLimit = _options.TrialTimeLimit,
            Pruning = _options.Pruning,
            MeasureLatency = _run.MeasureLatency,
        };
    }

    private TuningReport Search(TrialSetting setting, IDataView rows, SearchClock clock)
    {
        var trials = _options.Trials ?? (_options.TimeLimit is null ? _options.Strategy.DefaultTrials : null);
        var search = new SearchSetting(parts.Space, trials, _seed, parts.Pipeline.Epochs);
        var store = Store(search, setting, rows);
        SearchRun? run = null;
        try
        {
            run = new SearchRun(_options.Strategy.Begin(search), setting, store, _options, _run, log);
            var made = run.Run(clock);
            if (setting.Positives.Warning is { } warning)
            {
                log.Warning(warning);
            }

            return Report(
                made,
                clock.IsCancelled ? "the search was cancelled"
                : clock.IsOver ? FormattableString.Invariant($"the time limit of {_options.TimeLimit} was reached")
                : "all trials are done");
        }
        catch (Exception error) when (run is not null && error.Data is { IsReadOnly: false })
        {
            // A full disk or the user's own progress: the trials before it may have taken days.
            error.Data[TuningReport.FailedSearchKey] = Report(run.Done, $"the search failed: {error.Message.ReplaceLineEndings(" ")}");
            throw;
        }
        finally
        {
            store.Close();
        }

        TuningReport Report(IReadOnlyList<TuningTrial> made, string reason) =>
            new(made, null, parts.Space, setting.Metric.Name, setting.Metric.HigherIsBetter, _seed, clock.Elapsed, reason) { Made = run.Made };
    }

    private ITrialStore Store(SearchSetting search, TrialSetting setting, IDataView rows)
    {
        if (_run.HistoryFolder is not { } folder)
        {
            return new NoStore();
        }

        var description = SearchId.Describe(_options, search, setting, parts.Preparation, DataFingerprint.Of(rows));
        return new FolderStore(folder, SearchId.Of(description), description, _options.TrialTimeLimit, _run.Sharing, log.Warning);
    }

    // Of halving those that were trained longest: few epochs and many epochs are not to be compared.
    private TuningTrial? Select(IReadOnlyList<TuningTrial> trials, bool higherIsBetter)
    {
        var completed = trials.Where(trial => trial.Status == TrialStatus.Completed).ToList();
        var longest = completed.Select(trial => trial.Epochs).Max();
        completed.RemoveAll(trial => trial.Epochs < longest);
        return completed.Count == 0 ? null : _options.Selection.Of(completed, higherIsBetter);
    }

    private ITransformer Train(TrialSetting setting, TuningTrial best, IDataView input, bool isOver)
    {
        log.Info(FormattableString.Invariant($"Training the best on all rows: {best.Point}, {setting.Metric.Name} {best.Metric:G4}."));
        var prepared = parts.Preparation?.Fit(input);
        var context = setting.ContextOf(best.Candidate);
        context.Log += (_, message) => Relay(message);
        using var clock = new SearchClock(null, isOver ? () => { } : host.CheckAlive, LastTokens());
        using var registration = clock.Token.Register(context.Cancel);
        var fit = new TrialFit { WholeEpochs = setting.WholeEpochs, Epochs = best.Epochs, Environment = environment, Seed = setting.SeedOf(best.Candidate), Token = clock.Token };
        var model = parts.Pipeline.Fit(context, best.Point, prepared?.Transform(input) ?? input, fit);
        return prepared is null ? model : new Data.TransformerChain<ITransformer>(prepared, model);
    }

    // Where the best is trained though the search was cancelled, its token has done what it can, and so may have the trainer's.
    private CancellationToken[] LastTokens() => _run.OnCancellation == CancellationBehavior.Throw ? [_run.CancellationToken, parts.Pipeline.CancellationToken]
        : parts.Pipeline.CancellationToken.IsCancellationRequested ? [default]
        : [parts.Pipeline.CancellationToken];

    private void Relay(LoggingEventArgs message)
    {
        if (message.Kind is ChannelMessageKind.Warning or ChannelMessageKind.Error)
        {
            log.Warning(message.RawMessage);
        }
        else if (message.Kind == ChannelMessageKind.Info)
        {
            log.Info(message.RawMessage);
        }
    }

    private static Exception Failure(TuningReport report, bool isCancelled) => isCancelled
        ? new OperationCanceledException(report.Selected is null
            ? "The search was cancelled before a trial was complete."
            : "The search was cancelled. TuningReport.FromFailedSearch has its trials; TuningRun.OnCancellation can return the best instead.")
        : new InvalidOperationException(report.Trials.Count == 0
            ? "The search made no trial."
            : FormattableString.Invariant($"None of the {report.Trials.Count} trials was completed. The first, {report.Trials[0].Point}: {report.Trials[0].Error ?? report.Trials[0].Status.ToString()}"));
}
