// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How hyperparameters are searched: all that the result depends on. Immutable; vary one with <c>with</c>.</summary>
public sealed record TuningOptions
{
    /// <summary>What chooses the points. Default: <see cref="RandomSearch"/>.</summary>
    public SearchStrategy Strategy { get; init => field = Guard.NotNull(value); } = new RandomSearch();

    /// <summary>How many points are tried at most, at least 1; of halving, how many candidates start. Default: null, what the strategy says, or as many as there is time for.</summary>
    public int? Trials { get; init => field = value is { } trials ? Guard.Positive(trials) : null; }

    /// <summary>How long trials are begun, and allowed to run once one is complete. The last training, of the best on all rows, comes after it. A search with a limit is not the same twice.
    /// Default: null, none.</summary>
    public TimeSpan? TimeLimit { get; init => field = value is { } time ? Guard.Positive(time) : null; }

    /// <summary>How long one trial may take, over all folds. Trainers of this library stop within a batch; others stop where they look at ML.NET's context. Trials of a
    /// history that ran out of a shorter limit are tried again. Default: null, none.</summary>
    public TimeSpan? TrialTimeLimit { get; init => field = value is { } time ? Guard.Positive(time) : null; }

    /// <summary>How rows are split for the judgment of trials: the folds are of the rows given to Fit, so what is held out from Fit is never seen. Default: null,
    /// <see cref="StratifiedKFold"/> with 5 folds where the data has the label as a key, a Boolean or a text, else <see cref="KFold"/> with 5.</summary>
    public Resampling? Resampling { get; init; }

    /// <summary>What trials are judged by. Default: null, the root of the mean squared error for numbers, else the cross entropy (log loss); a pipeline of
    /// others has none.</summary>
    public EvaluationMetric? Metric { get; init; }

    /// <summary>Where scored data has labels and scores, and weights if rows are to be judged by some. Default: null, the labels that the trainer's options name, else ML.NET's names; each
    /// row counts once, whatever its weight in the training.</summary>
    public EvaluationColumns? Columns { get; init; }

    /// <summary>Which trial is taken. Default: the best.</summary>
    public TrialSelection Selection { get; init => field = Guard.NotNull(value); } = TrialSelection.Best;

    /// <summary>Which trials are stopped early. Default: null, none.</summary>
    public MedianPruning? Pruning { get; init; }

    /// <summary>Decides points, folds and the seeds of trials: the same seed gives the same search. Default: null, the seed of the MLContext, else a random one.</summary>
    public int? Seed { get; init; }
}
