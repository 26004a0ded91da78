// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How an estimator is evaluated. Immutable; vary one with <c>with</c>.</summary>
public sealed record EvaluationOptions
{
    /// <summary>How the data is split. Default null: <see cref="StratifiedKFold"/> with 5 folds where the data has the label as a key, a Boolean or a text, else
    /// <see cref="KFold"/> with 5.</summary>
    public Resampling? Resampling { get; init; }

    /// <summary>What predictions are judged by; the first one is the main one. Default none: those that suit what is predicted (of classes, log loss first; of numbers, RMSE).</summary>
    public ValueList<EvaluationMetric> Metrics { get; init => field = Guard.NoneNull(value); } = [];

    /// <summary>Where scored data has labels and scores. Default: ML.NET's names.</summary>
    public EvaluationColumns Columns { get; init => field = Guard.NotNull(value); } = new();

    /// <summary>Decides the folds and the seeds of the contexts that a factory gets. Default null: the seed of the context, else a random one.</summary>
    public int? Seed { get; init; }

    /// <summary>How many folds are trained at once, at least 1, where estimators come from a factory; an instance runs its folds one after the other, and more than 1 is an error then.
    /// The results are the same. Default 1.</summary>
    public int Parallelism { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>Whether the folds' models are kept, to be disposed with the result. Default false: a model is disposed once its predictions are judged.</summary>
    public bool KeepModels { get; init; }

    /// <summary>Whether the predictions of all test rows are kept, in memory. Default false.</summary>
    public bool KeepPredictions { get; init; }

    /// <summary>Whether the rows that were trained on are judged too. Default false.</summary>
    public bool TrainMetrics { get; init; }
}
