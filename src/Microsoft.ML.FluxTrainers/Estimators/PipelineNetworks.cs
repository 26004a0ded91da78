// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the one network of a pipeline, before and after its fit, or says what is there instead.</summary>
internal static class PipelineNetworks
{
    /// <summary>The step that trains a network.</summary>
    /// <exception cref="ArgumentException">There is none, or there are several.</exception>
    public static INetworkTrainer Trainer(IEstimator<ITransformer> pipeline)
    {
        var steps = Leaves(pipeline).ToList();
        return steps.OfType<INetworkTrainer>().ToList() switch
        {
            [var trainer] => trainer,
            [] => throw new ArgumentException(
                $"No step of the pipeline is itself a trainer of FluxTrainers. It has: {Names(steps)}. Use the pipeline's own Fit; trainers within another step, such as Bagging, can hold out rows by ValidationFraction or ValidationColumnName.",
                nameof(pipeline)),
            var several => throw new ArgumentException(
                $"The pipeline trains {several.Count} networks ({Names(several)}): only one can be given validation data or an earlier model. Fit the steps up to the last network with the pipeline's own Fit, and the rest with this method on the transformed data.",
                nameof(pipeline)),
        };
    }

    /// <summary>The network of an earlier fit.</summary>
    /// <exception cref="ArgumentException">There is none, or there are several.</exception>
    public static NeuralModel Model(ITransformer previous)
    {
        var steps = Leaves(previous).ToList();
        return steps.Select(ModelOf).OfType<NeuralModel>().ToList() switch
        {
            [var model] => model,
            [] => throw new ArgumentException(
                $"The earlier model has no network of FluxTrainers to go on from. It has: {Names(steps)}.", nameof(previous)),
            var several => throw new ArgumentException(
                $"The earlier model has {several.Count} networks. Give the one to go on from instead of the whole chain.", nameof(previous)),
        };
    }

    /// <summary>The steps of an earlier fit of the same chain.</summary>
    /// <param name="steps">The steps of the chain.</param>
    /// <param name="previous">The earlier fit.</param>
    /// <param name="advice">What to do where it is of another.</param>
    /// <exception cref="ArgumentException">The steps are not those of the chain.</exception>
    public static IReadOnlyList<ITransformer> Matching(
        EstimatorSteps steps, ITransformer previous, string advice = "Give the network alone to fit the other steps anew.")
    {
        var before = EstimatorSteps.Of(previous) ?? [previous];
        var network = steps.Estimators.ToList().FindIndex(step => step is INetworkTrainer);
        return before.Count == steps.Estimators.Count && (network < 0 || ModelOf(before[network]) is not null)
            ? before
            : throw new ArgumentException(
                $"The earlier model is not of this pipeline. Its steps are {Names(before)}, those of the pipeline {Names(steps.Estimators)}. {advice}",
                nameof(previous));
    }

    private static NeuralModel? ModelOf(ITransformer transformer) => transformer switch
    {
        NeuralTransformer neural => neural.Model,
        EntityEmbeddingTransformer embedding => embedding.Model,
        _ => null,
    };

    private static IEnumerable<IEstimator<ITransformer>> Leaves(IEstimator<ITransformer> estimator) =>
        EstimatorSteps.Of(estimator) is { } steps ? steps.Estimators.SelectMany(Leaves) : [estimator];

    private static IEnumerable<ITransformer> Leaves(ITransformer transformer) =>
        EstimatorSteps.Of(transformer) is { } steps ? steps.SelectMany(Leaves) : [transformer];

    private static string Names(IEnumerable<object> steps) =>
        string.Join(", ", steps.Select(step => step.GetType().Name.Split('`')[0]).DefaultIfEmpty("no step"));
}
