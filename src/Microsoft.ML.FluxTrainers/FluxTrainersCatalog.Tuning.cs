// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <content>Searches of hyperparameters.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>Searches the options of a trainer of this library, then trains with the best on all rows.</summary>
    /// <typeparam name="TOptions">The trainer's options.</typeparam>
    /// <param name="trainer">The trainer; options that the space does not name stay as they are.</param>
    /// <param name="space">The options to vary, by paths such as "Builder.Hidden".</param>
    /// <param name="options">How they are searched, or null for ten random trials.</param>
    /// <param name="run">The circumstances, such as parallel trials or a folder that keeps them, or null.</param>
    /// <param name="preparation">Steps before the trainer that are not varied: fitted once on the training rows of each fold for all trials, and on all rows for the last training.
    /// Null where the data is prepared, as in a pipeline that ends in the search; its steps then have seen all rows that are given to Fit.</param>
    /// <exception cref="ArgumentException">A name is no setting of the trainer, a value is not allowed for it, or two settings exclude each other.</exception>
    public Tuned Tuned<TOptions>(
        NeuralEstimator<TOptions> trainer, ParameterSpace space, TuningOptions? options = null, TuningRun? run = null, IEstimator<ITransformer>? preparation = null)
        where TOptions : NeuralOptions =>
        new(_environment, new TunedParts(
            new TrainerPipeline(Guard.NotNull(trainer, nameof(trainer))), preparation, Guard.NotNull(space, nameof(space)), options ?? new TuningOptions(), run ?? new TuningRun()));

    /// <summary>Searches the parameters of any pipeline, preparation included, then trains with the best on all rows.</summary>
    /// <param name="pipeline">Makes a pipeline of a point, in the context that it is given: a new one for each training, with a seed of its own. Called from several threads where trials are made at once.</param>
    /// <param name="space">The parameters, by any names.</param>
    /// <param name="options">How they are searched; <see cref="TuningOptions.Metric"/> must be given.</param>
    /// <param name="run">The circumstances, or null.</param>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    public Tuned TunedPipeline(Func<MLContext, TrialPoint, IEstimator<ITransformer>> pipeline, ParameterSpace space, TuningOptions options, TuningRun? run = null) =>
        new(_environment, new TunedParts(
            new FactoryPipeline(Guard.NotNull(pipeline, nameof(pipeline))), null, Guard.NotNull(space, nameof(space)), Guard.NotNull(options, nameof(options)), run ?? new TuningRun()));
}
