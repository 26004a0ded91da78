// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Many candidates trained for few epochs; the best of them go on for more, and so on: 9 candidates with <see cref="Eta"/> 3 become 3 and then 1, each time trained 3 times as long.</summary>
/// <remarks>
/// A trial goes on where its candidate's earlier one ended, so no epoch is trained twice, and each trial is a part of one training of <see cref="MaxEpochs"/>: learning-rate schedules
/// and stopping criteria see that whole. The number of trials of the search says how many candidates there are, by default 27. For this library's trainers only; epochs are not searched.
/// Jamieson and Talwalkar (2016), "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS.
/// </remarks>
public sealed record SuccessiveHalving : SearchStrategy
{
    internal const int DefaultCandidates = 27;

    /// <summary>What share of the candidates goes on, one in so many, and how many times longer they are trained; at least 2. Default 3.</summary>
    public int Eta { get; init => field = Guard.AtLeast(2, value); } = 3;

    /// <summary>The epochs of the last candidates, at least 1. Default: null, those of the trainer's options.</summary>
    public int? MaxEpochs { get; init => field = value is { } epochs ? Guard.Positive(epochs) : null; }

    /// <summary>What chooses the candidates: <see cref="RandomSearch"/>, <see cref="GridSearch"/>, <see cref="LatinHypercube"/> or <see cref="PointList"/>. Default: random.</summary>
    public SearchStrategy Candidates { get; init => field = Guard.NotNull(value); } = new RandomSearch();

    internal override bool SetsEpochs => true;

    internal override IReadOnlyList<TrialPoint>? Given => Candidates.Given;

    internal override int? WholeEpochs(int? trainer) => Whole(trainer);

    internal override SearchPlan Begin(SearchSetting setting)
    {
        var points = Halving.Points(Candidates, setting, DefaultCandidates);
        return new SuccessiveHalvingPlan(points, Schedule(points.Count, Whole(setting.Epochs)));
    }

    /// <summary>How many candidates are trained for how many epochs in each round.</summary>
    internal IReadOnlyList<(int Candidates, int Epochs)> Schedule(int candidates, int epochs)
    {
        var counts = new List<int>();
        for (var count = candidates; count > 0; count /= Eta)
        {
            counts.Add(count);
        }

        return [.. counts.Select((count, round) => (count, Math.Max(1, (int)(epochs / Math.Pow(Eta, counts.Count - 1 - round)))))];
    }

    private int Whole(int? trainer) => MaxEpochs ?? Halving.Epochs(trainer);
}
