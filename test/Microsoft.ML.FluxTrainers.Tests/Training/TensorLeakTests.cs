// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Tensors that a fit leaves to the garbage collector, measured while that is held off.</summary>
[NonParallelizable]
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
        ["ten epochs more"] = () => (_options with { Epochs = 13 }).Fit(TestRows.Blobs(33), RunnerKind.Eager),
        ["lbfgs"] = () => (_options with { Optimizer = new Lbfgs() }).Fit(TestRows.Blobs(33), RunnerKind.Eager),
        ["focal loss"] = () => (_options with { Loss = new FocalLoss() }).Fit(TestRows.Blobs(33), RunnerKind.Eager),
        ["divergence"] = () => (_options with { Optimizer = new Sgd(1e30) }).Fit(TestRows.Blobs(33), RunnerKind.Eager),
        ["failing loss"] = () => Fails(_options with { Loss = Loss.From("fails", (outputs, targets) => outputs.bmm(targets)) }),
        ["cancelled"] = () => Fails(_options with { Loss = Loss.From("cancels", (_, _) => throw new OperationCanceledException()) }),
        ["dry run"] = () => DryRun(_options),
    };

    private static IEnumerable<string> Names => _work.Keys;

    // TorchSharp's own layers leave some wrappers when they are made; the rest of a fit leaves none.
    [TestCaseSource(nameof(Names))]
    public void No_more_are_left_than_by_making_the_network(string name) =>
        Assert.That(Left(_work[name]), Is.EqualTo(Left(() => (_options with { Epochs = 0 }).Fit(TestRows.Blobs(33), RunnerKind.Eager))));

    [Test]
    public void Ten_epochs_more_of_convolutions_and_frozen_blocks_leave_none()
    {
        var random = new RandomStream(1);
        List<TestRow> rows = [.. Enumerable.Range(0, 33).Select(i => TestRows.Row((uint)(i % 3), [.. Enumerable.Range(0, 16).Select(_ => (float)random.NextNormal())]))];
        var options = _options with { Builder = new VectorImageBuilder(new SmallResidualBuilder(), 1, 4, 4), FrozenLayers = ["block.0.bn*"] };

        Assert.That(Left(() => (options with { Epochs = 13 }).Fit(rows)), Is.EqualTo(Left(() => (options with { Epochs = 3 }).Fit(rows))));
    }

    [Test]
    public void Nor_does_what_is_done_on_a_GPU() => Assert.That(
        Left(() => (_options with { Epochs = 13, ValidationFraction = 0.3 }).Fit(TestRows.Blobs(33), run: DeviceLike.Gpu)),
        Is.EqualTo(Left(() => (_options with { Epochs = 0 }).Fit(TestRows.Blobs(33), run: DeviceLike.Gpu))));

    private static long Left(Action work)
    {
        work(); // what is made once, stays
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(GC.TryStartNoGCRegion(100_000_000));
        try
        {
            var before = Tensor.TotalCount;
            work();
            return Tensor.TotalCount - before;
        }
        finally
        {
            GC.EndNoGCRegion();
        }
    }

    private static void DryRun(NeuralClassifierOptions options)
    {
        var context = new MLContext();
        context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = RunnerKind.Eager }).DryRun(TestRows.Blobs(33).ToView(context, 3));
    }

    private static void Fails(NeuralClassifierOptions options) => Assert.That(() => options.Fit(TestRows.Blobs(33)), Throws.Exception);
}
