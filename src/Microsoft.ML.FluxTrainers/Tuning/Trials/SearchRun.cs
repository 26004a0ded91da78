// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A search from its first round to its last.</summary>
internal sealed class SearchRun(SearchPlan plan, TrialSetting setting, ITrialStore store, TuningOptions options, TuningRun run, TrainerLog log)
{
    private readonly List<TuningTrial> _trials = [];
    private readonly SortedDictionary<int, TuningTrial> _told = [];
    private TuningProgress? _progress;
    private int _incomplete;

    /// <summary>How many trials were made here, not read from files.</summary>
    public int Made { get; private set; }

    /// <summary>The trials that are done, in the order of their numbers; after a failure those of a round that was never whole too.</summary>
    public IReadOnlyList<TuningTrial> Done => [.. _told.Values];

    /// <summary>Searches.</summary>
    /// <param name="clock">When to end.</param>
    /// <returns>The trials in the order of their numbers.</returns>
    public IReadOnlyList<TuningTrial> Run(SearchClock clock)
    {
        using var evaluator = new TrialEvaluator(setting);
        while (!clock.IsOver && plan.Next(Losses()) is { Count: > 0 } round)
        {
            var candidates = round.Select(trial => trial.Candidate).ToHashSet();
            evaluator.Forget(candidate => !candidates.Contains(candidate) && !plan.MayContinue(candidate));
            if (!Run(round, evaluator, clock))
            {
                break;
            }
        }

        if (_progress is { IsOver: false } last)
        {
            run.Progress?.Report(last with { IsOver = true, Elapsed = clock.Elapsed, Remaining = TimeSpan.Zero });
        }

        return _trials;
    }

    /// <summary>Makes a round, in pieces where trials are compared with those before them.</summary>
    /// <returns>Whether all of it was made.</returns>
    private bool Run(IReadOnlyList<TrialPlan> round, TrialEvaluator evaluator, SearchClock clock)
    {
        foreach (var piece in round.Chunk(options.Pruning?.RoundSize ?? int.MaxValue))
        {
            TuningTrial[] earlier = [.. _trials];
            var made = new SearchRound(
                piece,
                trial => evaluator.Run(trial, earlier, options.Strategy.SetsEpochs, clock.Token),
                store,
                clock,
                count => log.Info(FormattableString.Invariant($"Waiting for {count} trials of other processes.")),
                (trial, isMine) => Tell(trial, isMine, clock.Elapsed)).Run(run.Parallelism);
            _trials.AddRange(made);
            if (made.Count < piece.Length)
            {
                return false;
            }
        }

        return true;
    }

    private double[] Losses() => [.. _trials.Select(trial => trial.Loss(setting.Metric.HigherIsBetter))];

    private void Tell(TuningTrial trial, bool isMine, TimeSpan elapsed)
    {
        _told[trial.Id] = trial;
        Made += isMine ? 1 : 0;
        _incomplete += trial.Status == TrialStatus.Completed ? 0 : 1;
        var loss = trial.Loss(setting.Metric.HigherIsBetter);
        var best = _progress?.Best;
        var bestLoss = best?.Loss(setting.Metric.HigherIsBetter) ?? double.PositiveInfinity;
        _progress = new TuningProgress
        {
            Done = _told.Count,
            Total = plan.Total,
            Incomplete = _incomplete,
            Latest = trial,
            Best = loss < bestLoss || (loss == bestLoss && trial.Id < best?.Id) ? trial : best,
            MetricName = setting.Metric.Name,
            IsOver = _told.Count == plan.Total,
            Elapsed = elapsed,
            Remaining = Remaining(elapsed),
        };
        if (trial.Error is { } error)
        {
            log.Warning(FormattableString.Invariant($"Trial {trial.Id} ({trial.Point}) did not complete. {error}"));
        }

        log.Info(_progress.ToString());
        run.Progress?.Report(_progress);
    }

    /// <summary>What the trials will take, but no longer than there is time for; null where neither is known.</summary>
    private TimeSpan? Remaining(TimeSpan elapsed)
    {
        TimeSpan? trials = plan.Total is { } total && Made > 0 ? Durations.Times(elapsed / Made, total - _told.Count) : null;
        TimeSpan? time = options.TimeLimit is { } limit ? (limit > elapsed ? limit - elapsed : TimeSpan.Zero) : null;
        return trials > time ? time : trials ?? time;
    }
}
