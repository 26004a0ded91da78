// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A search by <see cref="SuccessiveHalving"/> under way.</summary>
internal sealed class SuccessiveHalvingPlan(IReadOnlyList<TrialPoint> points, IReadOnlyList<(int Candidates, int Epochs)> schedule) : SearchPlan
{
    private readonly List<TrialPlan> _last = [];
    private int _round;
    private int _nextId;

    public override int? Total => schedule.Sum(round => round.Candidates);

    public override IReadOnlyList<TrialPlan> Next(IReadOnlyList<double> losses)
    {
        if (_round == schedule.Count)
        {
            return [];
        }

        var (count, epochs) = schedule[_round++];
        var going = _last.Count == 0 && _round == 1
            ? points.Select((point, i) => (point, Candidate: i))
            : _last.Where(trial => double.IsFinite(losses[trial.Id])).OrderBy(trial => losses[trial.Id]).ThenBy(trial => trial.Id)
                .Take(count).OrderBy(trial => trial.Candidate).Select(trial => (trial.Point, trial.Candidate));
        TrialPlan[] next = [.. going.Select(one => new TrialPlan(_nextId++, one.Item1) { Candidate = one.Candidate, Epochs = epochs })];
        _last.Clear();
        _last.AddRange(next);
        return next;
    }
}
