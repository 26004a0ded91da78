// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>TorchSharp 0.107 frees a scalar that is collected during the call that uses it.</summary>
public sealed class GarbageCollectionTests
{
    private static readonly Loss[] _losses = [new CrossEntropy(), new FocalLoss(1.5)];

    [Test]
    public void Training_bears_a_collection_at_any_moment([ValueSource(nameof(_losses))] Loss loss)
    {
        var options = new NeuralClassifierOptions { Builder = new MlpBuilder(8), Epochs = 40, BatchSize = 1, Seed = 1, Loss = loss };
        var rows = TestRows.Blobs(60);
        var quiet = options.Fit(rows, RunnerKind.Eager).Bits();
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Assert.That(options.Fit(rows, RunnerKind.Eager).Bits(), Is.EqualTo(quiet));
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
