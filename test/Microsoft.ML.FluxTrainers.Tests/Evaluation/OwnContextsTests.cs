// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What a factory makes has a context of its own, and ends with the one that it was made in.</summary>
public sealed class OwnContextsTests
{
    // Without an end, or as a failure of the test after some seconds.
    private static readonly NeuralClassifierOptions _endless = new() { Builder = new LinearBuilder(), Epochs = 1_000_000_000, Stopping = new TimeLimit(TimeSpan.FromSeconds(10)) };

    [TestCaseSource(nameof(Ways))]
    public void A_training_of_a_factory_ends_with_the_context_around_it(Func<MLContext, IDataView, Func<MLContext, IEstimator<ITransformer>>, object> way)
    {
        var context = new MLContext(seed: 1);
        var run = new TrainingRun { Actions = [TrainingAction.Do(_ => context.Cancel())] };

        Assert.That(() => way(context, Rare.View(context), own => own.FluxTrainers.NeuralClassifier(_endless, run)), Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCaseSource(nameof(Ways))]
    public void Its_warnings_are_heard_there_once(Func<MLContext, IDataView, Func<MLContext, IEstimator<ITransformer>>, object> way)
    {
        var context = new MLContext(seed: 1);
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var options = _endless with { Epochs = 1, Stopping = null, ValidationMetric = ValidationMetric.Accuracy };
        way(context, Rare.View(context), own => own.FluxTrainers.NeuralClassifier(options));

        Assert.That(warnings, Has.One.StartsWith("ValidationMetric 'accuracy' is not measured: no rows are held out."));
    }

    private static IEnumerable<TestCaseData> Ways()
    {
        yield return Way("bagging", (context, data, factory) => context.FluxTrainers.Bagging(factory, new BaggingOptions { Members = 2 }).Fit(data));
        yield return Way("evaluation", (context, data, factory) => context.FluxTrainers.Evaluate(data, factory, new EvaluationOptions { Resampling = new KFold(2) }));
        yield return Way("learning curve", (context, data, factory) => context.FluxTrainers.EpochCurve(data, factory));
        yield return Way("bagging of bagging", (context, data, factory) => context.FluxTrainers.Bagging(own => own.FluxTrainers.Bagging(factory, new BaggingOptions { Members = 1 }), new BaggingOptions { Members = 1 }).Fit(data));
    }

    private static TestCaseData Way(string name, Func<MLContext, IDataView, Func<MLContext, IEstimator<ITransformer>>, object> way) => new TestCaseData(way).SetArgDisplayNames(name);
}
