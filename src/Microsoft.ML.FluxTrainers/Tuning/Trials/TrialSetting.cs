// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What all trials of a search share.</summary>
internal sealed class TrialSetting
{
    /// <summary>The pipeline.</summary>
    public required TrialPipeline Pipeline { get; init; }

    /// <summary>The folds.</summary>
    public required IReadOnlyList<TrialFold> Folds { get; init; }

    /// <summary>What trials are judged by.</summary>
    public required EvaluationMetric Metric { get; init; }

    /// <summary>Where labels and scores are.</summary>
    public required EvaluationColumns Columns { get; init; }

    /// <summary>The seed of the search.</summary>
    public required int Seed { get; init; }

    /// <summary>What the search runs in.</summary>
    public required TrainerHost Host { get; init; }

    /// <summary>The epochs of a whole training where the strategy says them; else null.</summary>
    public int? WholeEpochs { get; init; }

    /// <summary>How long one trial may take.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Which trials are stopped early.</summary>
    public MedianPruning? Pruning { get; init; }

    /// <summary>Which value was the positive one in each fold.</summary>
    public PositiveValues Positives { get; } = new();

    /// <summary>Whether the time of predictions is measured.</summary>
    public bool MeasureLatency { get; init; }

    /// <summary>The seed of a candidate's trainings. Equal candidates have equal seeds, so that a training that goes on is the training that was begun.</summary>
    public int SeedOf(int candidate) => (int)(new RandomStreams(Seed).Named(FormattableString.Invariant($"trial {candidate}")).NextSeed() & int.MaxValue);

    /// <summary>A context of its own for each training.</summary>
    public MLContext ContextOf(int candidate) => Host.NewContext(SeedOf(candidate));
}
