// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.AutoML;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the trials of an AutoML experiment with neural networks are judged and chosen.</summary>
public sealed record NeuralTrials
{
    /// <summary>What judges a trial: any metric of this library, so also those of several numbers or labels, for which AutoML has none. Default: null, the experiment's own
    /// (<c>SetMulticlassClassificationMetric</c> and its like).</summary>
    public EvaluationMetric? Metric { get; init; }

    /// <summary>Where <see cref="Metric"/> finds labels and scores. Default: null, ML.NET's names.</summary>
    public EvaluationColumns? Columns { get; init; }

    /// <summary>When a fit gives up: it ends with its best weights so far, and its trial counts as any other. It compares validation losses, so the trainers' options must hold out rows,
    /// as those of the sweepable trainers do by default, and all networks must have the same loss: with pruning, search no
    /// <see cref="NeuralClassifierSweepOptions.LabelSmoothing"/>, which raises it. Default: null, never.</summary>
    public MedianPruning? Pruning { get; init; }

    /// <summary>Told of the trials. The model of a result is freed as soon as a better one is known, or it is known not to be the best. Default: null.</summary>
    public IMonitor? Monitor { get; init; }

    /// <summary>The seed of the trials' choice. Default: null, the experiment's.</summary>
    public int? Seed { get; init; }
}
