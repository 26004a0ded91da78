// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <content>Learning curves.</content>
public sealed partial class FluxTrainersCatalog
{
    /// <summary>The losses of each epoch of one training for each seed, without training again for each number of epochs.</summary>
    /// <param name="data">The data. What is held out of it is said by the network's options, such as <see cref="NeuralOptions.ValidationFraction"/>.</param>
    /// <param name="factory">Makes a pipeline with one network of this library, from a context of its own.</param>
    /// <param name="seed">Decides the seeds of the contexts; null for the context's own, else a random one.</param>
    /// <param name="seeds">How many times to train, at least 1. Default 1.</param>
    /// <param name="cancellationToken">Cancels the training.</param>
    /// <exception cref="InvalidOperationException">The pipeline has no network of this library, or more than one.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LearningCurve EpochCurve(
        IDataView data, Func<MLContext, IEstimator<ITransformer>> factory, int? seed = null, int seeds = 1, CancellationToken cancellationToken = default) =>
        new LearningCurves(_environment, new EvaluationOptions { Seed = seed }, Guard.Positive(seeds, nameof(seeds)), cancellationToken)
            .OfEpochs(Guard.NotNull(data, nameof(data)), Guard.NotNull(factory, nameof(factory)));

    /// <summary>Evaluates an estimator for each of some values of anything that it depends on, on the same folds.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="data">The data.</param>
    /// <param name="name">What varies, for tables and plots.</param>
    /// <param name="values">The values, at least one.</param>
    /// <param name="factory">Makes the estimator for a value, from a context of its own: with options of this library,
    /// <c>options.With("Optimizer.LearningRate", value)</c> sets any of them.</param>
    /// <param name="options">How to evaluate; its first metric counts. Null for the defaults.</param>
    /// <param name="seeds">How many times, each with other seeds of the contexts, at least 1. Default 1.</param>
    /// <param name="cancellationToken">Cancels the evaluation.</param>
    /// <exception cref="FoldException">A fold failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LearningCurve ParameterCurve<T>(
        IDataView data,
        string name,
        IReadOnlyList<T> values,
        Func<MLContext, T, IEstimator<ITransformer>> factory,
        EvaluationOptions? options = null,
        int seeds = 1,
        CancellationToken cancellationToken = default) =>
        new LearningCurves(_environment, options, Guard.Positive(seeds, nameof(seeds)), cancellationToken)
            .OfParameter(Guard.NotNull(data, nameof(data)), Guard.NotEmpty(name, nameof(name)), Guard.NotNone(values, nameof(values)), Guard.NotNull(factory, nameof(factory)));

    /// <summary>Evaluates an estimator for each of some numbers of rows to train on: would more data help?</summary>
    /// <param name="data">The data.</param>
    /// <param name="shares">Which shares of a fold's training rows to use, each above 0 and at most 1. They are drawn at random, a larger share with all rows of a smaller
    /// one; the rows to test on are always the same.</param>
    /// <param name="factory">Makes the estimator, from a context of its own.</param>
    /// <param name="options">How to evaluate; its first metric counts. Null for the defaults.</param>
    /// <param name="seeds">How many times, each with other seeds of the contexts, at least 1. Default 1.</param>
    /// <param name="cancellationToken">Cancels the evaluation.</param>
    /// <exception cref="FoldException">A fold failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LearningCurve RowCurve(
        IDataView data,
        IReadOnlyList<double> shares,
        Func<MLContext, IEstimator<ITransformer>> factory,
        EvaluationOptions? options = null,
        int seeds = 1,
        CancellationToken cancellationToken = default) =>
        new LearningCurves(_environment, options, Guard.Positive(seeds, nameof(seeds)), cancellationToken)
            .OfRows(Guard.NotNull(data, nameof(data)), Guard.Shares(shares, nameof(shares)), Guard.NotNull(factory, nameof(factory)));
}
