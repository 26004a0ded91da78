// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What both kinds of halving share.</summary>
internal static class Halving
{
    /// <summary>The epochs of a whole training where the strategy does not say.</summary>
    /// <param name="trainer">The epochs of the trainer's options; null where the pipeline is not one of this library's trainers.</param>
    /// <exception cref="ArgumentException">Nobody knows them.</exception>
    public static int Epochs(int? trainer) => trainer is { } epochs
        ? Math.Max(1, epochs)
        : throw new ArgumentException("Halving trains candidates by epochs, so it needs one of this library's trainers instead of a function that makes pipelines.");

    /// <summary>All points of a strategy that asks for no results.</summary>
    /// <exception cref="ArgumentException">It does ask.</exception>
    public static IReadOnlyList<TrialPoint> Points(SearchStrategy candidates, SearchSetting setting, int defaultCount)
    {
        if (candidates.SetsEpochs || candidates is TreeParzen)
        {
            throw new ArgumentException($"{candidates.GetType().Name} chooses by results, so it cannot choose the candidates of halving. Take RandomSearch, GridSearch, LatinHypercube or PointList.");
        }

        var count = setting.Trials ?? (candidates is RandomSearch or LatinHypercube ? defaultCount : null as int?);
        var plan = candidates.Begin(setting with { Trials = count });
        var points = new List<TrialPoint>();
        while (plan.Next(new double[points.Count]) is { Count: > 0 } round)
        {
            points.AddRange(round.Select(trial => trial.Point));
        }

        return points;
    }
}
