// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class EvaluationTests
{
    // The mean over weighted rows, however many go through the network at once: of a stack as many as fit the cache, of a module a batch.
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100)]
    public void The_loss_before_training_does_not_depend_on_the_batch_size(int batchSize)
    {
        var rows = TestRows.Blobs(50);
        var stack = new MlpBuilder(6) { Normalization = Normalization.BatchNorm };
        var expected = First(rows, stack, 50);

        Assert.That(First(rows, stack, batchSize), Is.EqualTo(expected).Within(1e-6));
        Assert.That(First(TestRows.Blobs(50, 2), KnownNetwork.Identity, batchSize), Is.EqualTo(First(TestRows.Blobs(50, 2), KnownNetwork.Identity, 50)).Within(1e-6));
    }

    private static double First(List<TestRow> rows, NetworkBuilder builder, int batchSize)
    {
        var options = new NeuralClassifierOptions { Builder = builder, Epochs = 0, BatchSize = batchSize, Seed = 1 };
        var context = new MLContext(1);
        using var model = context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = RunnerKind.Eager }).Fit(rows.ToView(context, builder is MlpBuilder ? 3 : 2));
        return model.History.TrainingLosses[0];
    }
}
