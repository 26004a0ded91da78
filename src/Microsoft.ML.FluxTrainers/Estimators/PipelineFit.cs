// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One fit of a pipeline whose network is given more than training data: each step is fitted once, on the training data only.</summary>
internal sealed class PipelineFit
{
    private readonly IHostEnvironment _environment;
    private readonly INetworkTrainer _trainer;
    private readonly Func<IDataView, IDataView?, NeuralModel?, ITransformer> _train;
    private NeuralModel? _previous;
    private IDataView? _validation; // as it comes out of the steps so far
    private ITransformer? _trained; // the network, once it is

    private PipelineFit(
        IHostEnvironment environment, INetworkTrainer trainer, IDataView? validation, Func<IDataView, IDataView?, NeuralModel?, ITransformer> train) =>
        (_environment, _trainer, _validation, _train) = (environment, trainer, validation, train);

    /// <summary>Fits a pipeline with validation data, or from an earlier model on.</summary>
    public static ITransformer Fit(
        IHostEnvironment environment, IEstimator<ITransformer> pipeline, IDataView train, IDataView? validation, ITransformer? previous)
    {
        var trainer = PipelineNetworks.Trainer(pipeline);
        return new PipelineFit(environment, trainer, validation, trainer.Fit).Run(pipeline, train, previous);
    }

    /// <summary>Trains the network of a fitted pipeline further, on new rows.</summary>
    public static ITransformer PartialFit(IHostEnvironment environment, IEstimator<ITransformer> pipeline, IDataView newRows, ITransformer previous, int epochs)
    {
        var trainer = PipelineNetworks.Trainer(pipeline);
        if (EstimatorSteps.Of(pipeline) is { } steps)
        {
            // A network alone has none of the statistics and keys that new rows need.
            PipelineNetworks.Matching(steps, previous, "Give all that an earlier fit of this pipeline returned.");
        }

        return new PipelineFit(environment, trainer, null, (data, _, model) => trainer.PartialFit(data, model!, epochs)).Run(pipeline, newRows, previous);
    }

    private ITransformer Run(IEstimator<ITransformer> pipeline, IDataView train, ITransformer? previous)
    {
        pipeline.GetOutputSchema(train.Schema.ToShape()); // as a chain does: columns that are missing are told before anything is fitted
        if (previous is not null)
        {
            _previous = PipelineNetworks.Model(previous);
        }

        // A network alone has no preprocessing that could be used again.
        var isWhole = previous is not null && EstimatorSteps.Of(previous) is not null && EstimatorSteps.Of(pipeline) is not null;
        try
        {
            return Step(pipeline, train, isWhole ? previous : null);
        }
        catch (Exception error) when (_trained is NeuralTransformer && error.Data is { IsReadOnly: false })
        {
            error.Data[NeuralTransformer.FailedFitKey] = _trained; // a later step failed: the network may have taken hours
            throw;
        }
    }

    /// <summary>Fits one step, or takes it over.</summary>
    /// <param name="step">The step.</param>
    /// <param name="input">The training data as it comes out of the steps before.</param>
    /// <param name="earlier">The same step in the earlier model, or null.</param>
    private ITransformer Step(IEstimator<ITransformer> step, IDataView input, ITransformer? earlier)
    {
        if (step == _trainer)
        {
            return _trained = _train(input, _validation, _previous);
        }

        if (EstimatorSteps.Of(step) is { } steps)
        {
            return Chain(steps, input, earlier);
        }

        if (_trained is not null)
        {
            return step.Fit(input);
        }

        var fitted = earlier ?? step.Fit(input);
        _validation = _validation is null ? null : fitted.Transform(_validation);
        return fitted;
    }

    private ITransformer Chain(EstimatorSteps steps, IDataView input, ITransformer? earlier)
    {
        var before = earlier is null ? null : PipelineNetworks.Matching(steps, earlier);
        var fitted = new List<ITransformer>();
        foreach (var step in steps.Estimators)
        {
            var at = fitted.Count;
            input = at == 0 ? input : steps.After(at - 1, fitted[^1].Transform(input), _environment);
            fitted.Add(Step(step, input, before?[at]));
        }

        return steps.Join(fitted);
    }
}
