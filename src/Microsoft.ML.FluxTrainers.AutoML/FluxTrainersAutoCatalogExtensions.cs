// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.AutoML;
using Microsoft.ML.FluxTrainers;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML;

/// <summary>The neural-network trainers in searches by ML.NET's AutoML.</summary>
/// <remarks>
/// Each method gives a step for a sweepable pipeline, beside those of <see cref="AutoCatalog"/>. What is searched are the properties of the trainer's sweep options, by default the
/// ranges that their attributes say; everything else is as in <c>options</c>. <see cref="FluxTrainersExperimentExtensions.SetNeuralTrials(AutoMLExperiment, NeuralTrials?)"/> makes an experiment stop trials in time,
/// prune hopeless ones and free models.
/// </remarks>
public static class FluxTrainersAutoCatalogExtensions
{
    // So that trials can be pruned, and end with their best weights, without a setting of the user's.
    private const double HeldOut = 0.1;

    /// <summary>Searches networks that choose one of several classes.</summary>
    /// <param name="auto">AutoML's catalog.</param>
    /// <param name="options">What is not searched, such as the names of columns. Default: null, the trainer's defaults with a tenth of the rows held out for validation.</param>
    /// <param name="searchSpace">What is searched. Default: null, what the attributes of <see cref="NeuralClassifierSweepOptions"/> say.</param>
    /// <param name="run">The circumstances of each fit. Default: null, none.</param>
    public static SweepableEstimator NeuralClassifier(
        this AutoCatalog auto,
        NeuralClassifierOptions? options = null,
        SearchSpace<NeuralClassifierSweepOptions>? searchSpace = null,
        TrainingRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(auto);
        options ??= new NeuralClassifierOptions { ValidationFraction = HeldOut };
        return auto.CreateSweepableEstimator(
            (context, sweep) => context.FluxTrainers.NeuralClassifier(sweep.ToOptions(options), TrialScope.Watch(run)),
            searchSpace ?? new SearchSpace<NeuralClassifierSweepOptions>());
    }

    /// <summary>Searches networks that tell true from false.</summary>
    /// <param name="auto">AutoML's catalog.</param>
    /// <param name="options">What is not searched, such as the names of columns. Default: null, the trainer's defaults with a tenth of the rows held out for validation.</param>
    /// <param name="searchSpace">What is searched. Default: null, what the attributes of <see cref="NeuralBinaryClassifierSweepOptions"/> say.</param>
    /// <param name="run">The circumstances of each fit. Default: null, none.</param>
    public static SweepableEstimator NeuralBinaryClassifier(
        this AutoCatalog auto,
        NeuralBinaryClassifierOptions? options = null,
        SearchSpace<NeuralBinaryClassifierSweepOptions>? searchSpace = null,
        TrainingRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(auto);
        options ??= new NeuralBinaryClassifierOptions { ValidationFraction = HeldOut };
        return auto.CreateSweepableEstimator(
            (context, sweep) => context.FluxTrainers.NeuralBinaryClassifier(sweep.ToOptions(options), TrialScope.Watch(run)),
            searchSpace ?? new SearchSpace<NeuralBinaryClassifierSweepOptions>());
    }

    /// <summary>Searches networks that predict a number.</summary>
    /// <param name="auto">AutoML's catalog.</param>
    /// <param name="options">What is not searched, such as the names of columns. Default: null, the trainer's defaults with a tenth of the rows held out for validation.</param>
    /// <param name="searchSpace">What is searched. Default: null, what the attributes of <see cref="NeuralRegressorSweepOptions"/> say.</param>
    /// <param name="run">The circumstances of each fit. Default: null, none.</param>
    public static SweepableEstimator NeuralRegressor(
        this AutoCatalog auto,
        NeuralRegressorOptions? options = null,
        SearchSpace<NeuralRegressorSweepOptions>? searchSpace = null,
        TrainingRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(auto);
        options ??= new NeuralRegressorOptions { ValidationFraction = HeldOut };
        return auto.CreateSweepableEstimator(
            (context, sweep) => context.FluxTrainers.NeuralRegressor(sweep.ToOptions(options), TrialScope.Watch(run)),
            searchSpace ?? new SearchSpace<NeuralRegressorSweepOptions>());
    }

    /// <summary>Searches networks that predict several numbers at once.</summary>
    /// <param name="auto">AutoML's catalog.</param>
    /// <param name="options">What is not searched, such as the names of columns. Default: null, the trainer's defaults with a tenth of the rows held out for validation.</param>
    /// <param name="searchSpace">What is searched. Default: null, what the attributes of <see cref="NeuralMultitargetRegressorSweepOptions"/> say.</param>
    /// <param name="run">The circumstances of each fit. Default: null, none.</param>
    public static SweepableEstimator NeuralMultitargetRegressor(
        this AutoCatalog auto,
        NeuralMultitargetRegressorOptions? options = null,
        SearchSpace<NeuralMultitargetRegressorSweepOptions>? searchSpace = null,
        TrainingRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(auto);
        options ??= new NeuralMultitargetRegressorOptions { ValidationFraction = HeldOut };
        return auto.CreateSweepableEstimator(
            (context, sweep) => context.FluxTrainers.NeuralMultitargetRegressor(sweep.ToOptions(options), TrialScope.Watch(run)),
            searchSpace ?? new SearchSpace<NeuralMultitargetRegressorSweepOptions>());
    }

    /// <summary>Searches networks that tell which of several labels a row has.</summary>
    /// <param name="auto">AutoML's catalog.</param>
    /// <param name="options">What is not searched, such as the names of columns. Default: null, the trainer's defaults with a tenth of the rows held out for validation.</param>
    /// <param name="searchSpace">What is searched. Default: null, what the attributes of <see cref="NeuralMultilabelClassifierSweepOptions"/> say.</param>
    /// <param name="run">The circumstances of each fit. Default: null, none.</param>
    public static SweepableEstimator NeuralMultilabelClassifier(
        this AutoCatalog auto,
        NeuralMultilabelClassifierOptions? options = null,
        SearchSpace<NeuralMultilabelClassifierSweepOptions>? searchSpace = null,
        TrainingRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(auto);
        options ??= new NeuralMultilabelClassifierOptions { ValidationFraction = HeldOut };
        return auto.CreateSweepableEstimator(
            (context, sweep) => context.FluxTrainers.NeuralMultilabelClassifier(sweep.ToOptions(options), TrialScope.Watch(run)),
            searchSpace ?? new SearchSpace<NeuralMultilabelClassifierSweepOptions>());
    }

    /// <summary>Searches networks that choose the class of an image.</summary>
    /// <param name="auto">AutoML's catalog.</param>
    /// <param name="options">What is not searched, such as the names of columns. Default: null, the trainer's defaults with a tenth of the rows held out for validation.</param>
    /// <param name="searchSpace">What is searched. Default: null, what the attributes of <see cref="NeuralImageClassifierSweepOptions"/> say.</param>
    /// <param name="run">The circumstances of each fit. Default: null, none.</param>
    public static SweepableEstimator NeuralImageClassifier(
        this AutoCatalog auto,
        NeuralImageClassifierOptions? options = null,
        SearchSpace<NeuralImageClassifierSweepOptions>? searchSpace = null,
        TrainingRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(auto);
        options ??= new NeuralImageClassifierOptions { ValidationFraction = HeldOut };
        return auto.CreateSweepableEstimator(
            (context, sweep) => context.FluxTrainers.NeuralImageClassifier(sweep.ToOptions(options), TrialScope.Watch(run)),
            searchSpace ?? new SearchSpace<NeuralImageClassifierSweepOptions>());
    }
}
