// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The number for later threads is one for the whole process.</summary>
[NonParallelizable]
public sealed class TorchThreadsTests
{
    [Test]
    public void Are_given_back()
    {
        var before = torch.get_num_threads();
        using (new TorchThreads(before + 2))
        {
            Assert.That(torch.get_num_threads(), Is.EqualTo(before + 2));
        }

        Assert.That(torch.get_num_threads(), Is.EqualTo(before));
    }

    // A thread that never asked torch for its number gets the one that was set last, wherever that was.
    [Test]
    public void A_fit_leaves_later_threads_as_they_were()
    {
        var before = OfNewThread();
        var context = new MLContext(1);
        var rows = TestRows.Blobs(30).ToView(context, 3);
        var options = new NeuralClassifierOptions { Builder = new MlpBuilder(2), Epochs = 1 };
        using var model = context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = RunnerKind.Eager, Threads = before + 2 }).Fit(rows);

        Assert.That(model.History.Threads, Is.EqualTo(before + 2));
        Assert.That(OfNewThread(), Is.EqualTo(before));
    }

    private static int OfNewThread()
    {
        var count = 0;
        var thread = new Thread(() => count = torch.get_num_threads());
        thread.Start();
        thread.Join();
        return count;
    }
}
