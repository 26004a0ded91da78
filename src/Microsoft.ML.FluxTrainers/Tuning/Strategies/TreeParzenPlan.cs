// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A search by <see cref="TreeParzen"/> under way.</summary>
internal sealed class TreeParzenPlan(TreeParzen strategy, SearchSetting setting) : SearchPlan
{
    private readonly RandomStream _stream = setting.Stream("points");
    private readonly ParameterSpace _space = setting.Ranges;
    private readonly List<double[]> _places = [];
    private readonly List<bool[]> _active = []; // which axes count, by place

    public override int? Total => setting.Trials;

    public override IReadOnlyList<TrialPlan> Next(IReadOnlyList<double> losses)
    {
        var isRandom = _places.Count < strategy.RandomTrials;
        var size = isRandom ? strategy.RandomTrials - _places.Count : strategy.RoundSize;
        var count = Math.Min(size, (setting.Trials ?? int.MaxValue) - _places.Count);
        var first = _places.Count;
        var places = isRandom ? RandomPlaces(count) : ChosenPlaces(count, losses);
        _places.AddRange(places);
        _active.AddRange(places.Select(place => _space.ActiveAxes(place)));
        return [.. places.Select((place, i) => new TrialPlan(first + i, _space.At(place)))];
    }

    private List<double[]> RandomPlaces(int count) => [.. Enumerable.Range(0, count).Select(_ => SearchSetting.Draw(_stream, _space.Axes.Count))];

    private List<double[]> ChosenPlaces(int count, IReadOnlyList<double> losses)
    {
        var axes = _space.Axes;
        var good = Good(losses);
        var densities = axes.Select((levels, axis) => (Good: Density(axis, levels, true), Bad: Density(axis, levels, false))).ToList();
        return [.. Enumerable.Range(0, count).Select(_ => densities.Select(pair => Choose(pair.Good, pair.Bad)).ToArray())];

        ParzenDensity Density(int axis, int levels, bool isGood) => ParzenDensity.Of(
            [.. _places.Where((_, id) => good.Contains(id) == isGood && _active[id][axis]).Select(place => place[axis])], levels, strategy.PriorWeight, strategy.Forgetting);
    }

    private HashSet<int> Good(IReadOnlyList<double> losses)
    {
        var count = Math.Min((int)Math.Ceiling(strategy.Threshold * Math.Sqrt(losses.Count)), strategy.Forgetting);
        return [.. Enumerable.Range(0, losses.Count).Where(id => double.IsFinite(losses[id])).OrderBy(id => losses[id]).ThenBy(id => id).Take(count)]; // what failed is never good
    }

    private double Choose(ParzenDensity good, ParzenDensity bad) =>
        Enumerable.Range(0, strategy.Draws).Select(_ => good.Draw(_stream)).ToList().MaxBy(place => good.Log(place) - bad.Log(place));
}
