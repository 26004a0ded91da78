// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Halving without waiting for a whole round (ASHA): whenever trials are to be chosen, candidates that are among the best of their rung so far go on, and new ones start where there are none.</summary>
/// <remarks>
/// The number of trials of the search says how many candidates start, by default 27. As <see cref="SuccessiveHalving"/> otherwise; a whole training is that of the last rung. Li and others (2020), "A System for Massively Parallel
/// Hyperparameter Tuning", MLSys.
/// </remarks>
public sealed record AsynchronousHalving : SearchStrategy
{
    /// <summary>What share of a rung goes on, one in so many, and how many times longer they are trained; at least 2. Default 3.</summary>
    public int Eta { get; init => field = Guard.AtLeast(2, value); } = 3;

    /// <summary>The epochs of the first rung, at least 1. Default 1.</summary>
    public int MinEpochs { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>The epochs of the last rung at most, at least 1. Default: null, those of the trainer's options.</summary>
    public int? MaxEpochs { get; init => field = value is { } epochs ? Guard.Positive(epochs) : null; }

    /// <summary>How many trials are chosen before any of them has a result, at least 1: as many can be made at once. Default 4.</summary>
    public int RoundSize { get; init => field = Guard.Positive(value); } = 4;

    /// <summary>What chooses the candidates: <see cref="RandomSearch"/>, <see cref="GridSearch"/>, <see cref="LatinHypercube"/> or <see cref="PointList"/>. Default: random.</summary>
    public SearchStrategy Candidates { get; init => field = Guard.NotNull(value); } = new RandomSearch();

    internal override bool SetsEpochs => true;

    internal override IReadOnlyList<TrialPoint>? Given => Candidates.Given;

    internal override int? WholeEpochs(int? trainer) => Rungs(trainer)[^1];

    internal override SearchPlan Begin(SearchSetting setting) =>
        new AsynchronousHalvingPlan(this, Halving.Points(Candidates, setting, SuccessiveHalving.DefaultCandidates), Rungs(setting.Epochs));

    /// <summary>The epochs of each rung.</summary>
    private List<int> Rungs(int? trainer)
    {
        var rungs = new List<int>();
        var most = MaxEpochs ?? Halving.Epochs(trainer);
        for (long epochs = Math.Min(MinEpochs, most); epochs <= most; epochs *= Eta)
        {
            rungs.Add((int)epochs);
        }

        return rungs;
    }
}
