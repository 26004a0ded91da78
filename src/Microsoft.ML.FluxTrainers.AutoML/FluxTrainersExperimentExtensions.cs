// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.AutoML;
using Microsoft.ML.FluxTrainers;

namespace Microsoft.ML;

/// <summary>What an AutoML experiment with neural networks wants beside its pipeline.</summary>
public static class FluxTrainersExperimentExtensions
{
    /// <summary>Runs the trials of a pipeline so that they end as soon as the experiment does, give up when they are hopeless, and leave only the best model in memory.</summary>
    /// <param name="experiment">The experiment, after <c>SetPipeline</c>: that sets a runner, a monitor and a tuner of its own, which this replaces.</param>
    /// <param name="trials">How trials are judged and chosen. Default: null, by the experiment's metric, without pruning.</param>
    /// <returns>The experiment.</returns>
    /// <remarks>The first trial has the defaults, each later one random settings, none twice: AutoML's own tuners hardly leave the first of several choices.
    /// <c>SetTuner</c> afterwards takes another.</remarks>
    public static AutoMLExperiment SetNeuralTrials(this AutoMLExperiment experiment, NeuralTrials? trials = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        trials ??= new NeuralTrials();
        var curves = trials.Pruning is { } pruning ? new TrialCurves(pruning) : null;
        return experiment
            .SetMonitor(new BestModelMonitor(trials.Monitor))
            .SetTrialRunner(services => new NeuralTrialRunner(
                services.GetRequiredService<MLContext>(),
                services.GetRequiredService<SweepablePipeline>(),
                trials.Metric is { } metric ? new EvaluationMetricManager(metric, trials.Columns) : services.GetRequiredService<IEvaluateMetricManager>(),
                services.GetRequiredService<IDatasetManager>(),
                curves))
            .SetTuner(services => new DistinctRandomTuner(services.GetRequiredService<AutoMLExperiment.AutoMLExperimentSettings>(), trials.Seed));
    }
}
