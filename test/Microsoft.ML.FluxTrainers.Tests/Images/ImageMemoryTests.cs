// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>When images go over to a file, where the data does not tell how many will come.</summary>
public sealed class ImageMemoryTests
{
    private const int Pixels = 64;

    // An image takes 64 bytes, target and weight 8. After 72 images, room for 81 is needed: the next look.
    [Test]
    public void Images_leave_memory_before_they_outgrow_the_budget()
    {
        var log = Fit(budget: 73 * (Pixels + 8), row => new byte[Pixels]);

        Assert.That(log, Has.Some.StartsWith("At least 81 training rows of 64 features would take"));
    }

    // As floats, an image takes 256 bytes and 8. When the first fraction comes, 33 images are there; the 18th of them needs room for 20.
    [Test]
    public void Images_that_turn_out_to_be_no_bytes_leave_memory_before_they_outgrow_it_as_floats()
    {
        var log = Fit(budget: 19 * ((4 * Pixels) + 8), row => new float[Pixels].Select(_ => row < 33 ? 1 : 0.5f).ToArray());

        Assert.That(log, Has.Some.StartsWith("At least 20 training rows of 64 features would take"));
    }

    private static List<string> Fit<T>(long budget, Func<int, T[]> image)
    {
        var mlContext = new MLContext(1);
        var log = mlContext.Listen(ChannelMessageKind.Info);
        var options = new NeuralImageClassifierOptions { Height = 8, Width = 8, Builder = new ConvBuilder(2), Epochs = 1 };
        using var model = mlContext.FluxTrainers.NeuralImageClassifier(options, new TrainingRun { MemoryBudget = budget })
            .Fit(VectorRow<T>.View(mlContext, [.. Enumerable.Range(0, 100).Select(image)]));
        Assert.That(model.History.Epochs, Is.EqualTo(1));
        return log;
    }
}
