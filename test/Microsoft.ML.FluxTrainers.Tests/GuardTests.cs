// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class GuardTests
{
    private static readonly MLContext _mlContext = new(seed: 1);
    private static readonly NeuralClassifier _trainer = _mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Builder = new LinearBuilder(), Epochs = 1 });
    private static readonly Lazy<NeuralTransformer> _model = new(() => _trainer.Fit(SampleData.View(_mlContext)));

    private static IEnumerable<TestCaseData> Calls()
    {
        var flux = _mlContext.FluxTrainers;
        yield return Of("input", () => _trainer.Fit(null!));
        yield return Of("input", () => _model.Value.Transform(null!));
        yield return Of("inputSchema", () => _model.Value.GetOutputSchema(null!));
        yield return Of("stream", () => _model.Value.Model.SaveWeights(null!));
        yield return Of("exception", () => NeuralTransformer.FromFailedFit(null!));
        yield return Of("input", () => flux.Bagging(_trainer).Fit(null!));
        yield return Of("input", () => flux.Balanced(_trainer, Balancing.Oversample).Fit(null!));
        yield return Of("inputSchema", () => flux.Calibrated(_trainer).GetOutputSchema(null!));
        yield return Of("input", () => flux.Tuned(_trainer, new ParameterSpace(ParameterRange.Choices("BatchSize", 8, 16))).Fit(null!));
        yield return Of("callback", () => TrainingAction.Do((Action<EpochResult>)null!));
        yield return Of("message", () => TrainingAction.StopIf(_ => true, ""));
        yield return Of("path", () => TrainingAction.WriteCsv(""));
        yield return Of("name", () => ParameterRange.Numbers("", 0, 1));
        yield return Of("ranges", () => _ = new ParameterSpace(null!));
        yield return Of("ranges", () => _ = new ParameterSpace([null!]));
        yield return Of("points", () => _ = new PointList(null!));
        yield return Of("points", () => _ = new PointList([null!]));
        yield return Of("builder", () => flux.Register((NetworkBuilder)null!));
        yield return Of("history", () => TrainingReport.SaveChart(null!, "losses.svg"));

        static TestCaseData Of(string name, Action call) => new(name, call);
    }

    // The name of the method in its place would send the reader looking for an argument that there is not.
    [TestCaseSource(nameof(Calls))]
    public void An_argument_that_must_not_be_null_or_empty_is_called_by_its_own_name(string name, Action call) =>
        Assert.That(
            call,
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith($"{name} must not ").And.Property(nameof(ArgumentException.ParamName)).EqualTo(name));
}
