// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A search by <see cref="AsynchronousHalving"/> under way.</summary>
internal sealed class AsynchronousHalvingPlan(AsynchronousHalving strategy, IReadOnlyList<TrialPoint> points, IReadOnlyList<int> rungs) : SearchPlan
{
    private readonly List<TrialPlan>[] _rungs = [.. rungs.Select(_ => new List<TrialPlan>())];
    private readonly HashSet<int> _promoted = []; // by trial
    private readonly List<int> _firsts = []; // the first trial of each candidate that has started
    private int _nextId;

    public override int? Total => null;

    public override IReadOnlyList<TrialPlan> Next(IReadOnlyList<double> losses)
    {
        var round = new List<(int Rung, TrialPlan Trial)>();
        while (round.Count < strategy.RoundSize && (Promotion(losses) ?? Fresh()) is { } next)
        {
            round.Add(next);
        }

        // Trials of this round have no results yet: they join their rungs only now.
        foreach (var (rung, trial) in round)
        {
            _rungs[rung].Add(trial);
        }

        return [.. round.Select(one => one.Trial)];
    }

    public override bool MayContinue(int candidate) => _rungs[^1].TrueForAll(trial => trial.Candidate != candidate);

    private (int Rung, TrialPlan Trial)? Promotion(IReadOnlyList<double> losses)
    {
        for (var rung = rungs.Count - 2; rung >= 0; rung--)
        {
            var best = _rungs[rung].Where(trial => double.IsFinite(losses[trial.Id])).OrderBy(trial => losses[trial.Id]).ThenBy(trial => trial.Id)
                .Take(_rungs[rung].Count / strategy.Eta);
            if (best.FirstOrDefault(trial => !_promoted.Contains(trial.Id)) is { } chosen)
            {
                _promoted.Add(chosen.Id);
                return (rung + 1, new TrialPlan(_nextId++, chosen.Point) { Candidate = chosen.Candidate, Epochs = rungs[rung + 1] });
            }
        }

        return null;
    }

    private (int Rung, TrialPlan Trial)? Fresh()
    {
        if (_firsts.Count == points.Count)
        {
            return null;
        }

        var trial = new TrialPlan(_nextId++, points[_firsts.Count]) { Epochs = rungs[0] };
        _firsts.Add(trial.Id);
        return (0, trial);
    }
}
