// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TensorLeakTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8) { Normalization = Normalization.BatchNorm, Dropout = 0.1 },
        Epochs = 3,
        Seed = 1,
    };

    private static readonly Dictionary<string, Action> _work = new()
    {
        ["fit"] = () => _options.Fit(TestRows.Blobs(33)),
        ["dry run"] = () => DryRun(_options),
        ["own module"] = () => (_options with { Builder = StochasticNetwork.Builder }).Fit(TestRows.Blobs(33)),
        ["divergence"] = () => (_options with { Optimizer = new Sgd(1e30) }).Fit(TestRows.Blobs(33)),
        ["lbfgs"] = () => (_options with { Optimizer = new Lbfgs() }).Fit(TestRows.Blobs(33)),
        ["failing loss"] = () => Fails(_options with { Loss = Loss.From("fails", (outputs, targets) => outputs.bmm(targets)) }),
        ["cancelled"] = () => Fails(_options with { Loss = Loss.From("cancels", (_, _) => throw new OperationCanceledException()) }),
        ["misfit"] = () => Fails(_options with { Builder = NetworkBuilder.From("misfit", _ => nn.Sequential(nn.Linear(2, 7))) }),
    };

    private static IEnumerable<string> Names => _work.Keys;

    [TestCaseSource(nameof(Names))]
    public void No_tensor_is_left(string name)
    {
        _work[name](); // what is made once, stays
        var before = Tensor.TotalCount;
        for (var i = 0; i < 3; i++)
        {
            _work[name]();
        }

        Assert.That(Tensor.TotalCount - before, Is.Zero);
    }

    private static void DryRun(NeuralClassifierOptions options)
    {
        var context = new MLContext();
        context.FluxTrainers.NeuralClassifier(options).DryRun(TestRows.Blobs(33).ToView(context, 3));
    }

    private static void Fails(NeuralClassifierOptions options) => Assert.That(() => options.Fit(TestRows.Blobs(33)), Throws.Exception);
}
