// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <content>Fits of whole pipelines that give their network more than training data.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>Fits a pipeline, and gives its network validation data, or an earlier model to go on from.</summary>
    /// <typeparam name="TTransformer">What the pipeline's own Fit returns.</typeparam>
    /// <param name="pipeline">A chain of estimators, one of which is a trainer of FluxTrainers; or such a trainer alone.</param>
    /// <param name="train">The training data. All steps are fitted on it alone, each once.</param>
    /// <param name="validation">Rows that are not trained on: they pass through the steps before the network as those are fitted. Default: null.</param>
    /// <param name="previous">
    /// What an earlier fit of the same pipeline returned, also after saving and loading (with <see cref="TrainingRun.KeepTrainingState"/>). The steps before the network are
    /// taken from it, so that keys and statistics stay what they were; the network goes on from it; the steps after it are fitted anew. A
    /// network alone (<see cref="NeuralTransformer"/>) will do too: then all other steps are fitted anew. Default: null.
    /// </param>
    /// <returns>What the pipeline's own Fit returns. With <paramref name="previous"/> it shares the steps before the network with it.</returns>
    /// <exception cref="ArgumentException">The pipeline trains no network or several, <paramref name="previous"/> has none or is of another pipeline, or both validation data and
    /// an option that holds out rows are given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The network cannot be trained, as with <see cref="NeuralEstimator{TOptions}.Fit(IDataView, IDataView, NeuralTransformer)"/>.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public TTransformer Fit<TTransformer>(IEstimator<TTransformer> pipeline, IDataView train, IDataView? validation = null, ITransformer? previous = null)
        where TTransformer : class, ITransformer =>
        (TTransformer)PipelineFit.Fit(_environment, Guard.NotNull(pipeline, nameof(pipeline)), Guard.NotNull(train, nameof(train)), validation, previous);

    /// <summary>Trains the network of a fitted pipeline further, on new rows.</summary>
    /// <typeparam name="TTransformer">What the pipeline's own Fit returns.</typeparam>
    /// <param name="pipeline">A chain of estimators, one of which is a trainer of FluxTrainers; or such a trainer alone.</param>
    /// <param name="newRows">The rows to train on; those of the earlier fit are not needed.</param>
    /// <param name="previous">What an earlier fit of the same pipeline returned; it does not change. The new rows pass through its steps before the network; the steps after it are
    /// fitted anew.</param>
    /// <param name="epochs">Passes over the new rows, at least 1.</param>
    /// <returns>What the pipeline's own Fit returns; it shares the steps before the network with <paramref name="previous"/>.</returns>
    /// <exception cref="ArgumentException">The pipeline trains no network or several, or <paramref name="previous"/> is not a whole fit of it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type, or the number of epochs is below 1.</exception>
    /// <exception cref="InvalidOperationException">The earlier model has no training state, was trained with other options, or does not know a class.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public TTransformer PartialFit<TTransformer>(IEstimator<TTransformer> pipeline, IDataView newRows, ITransformer previous, int epochs = 1)
        where TTransformer : class, ITransformer =>
        (TTransformer)PipelineFit.PartialFit(
            _environment,
            Guard.NotNull(pipeline, nameof(pipeline)),
            Guard.NotNull(newRows, nameof(newRows)),
            Guard.NotNull(previous, nameof(previous)),
            Guard.Positive(epochs, nameof(epochs)));
}
