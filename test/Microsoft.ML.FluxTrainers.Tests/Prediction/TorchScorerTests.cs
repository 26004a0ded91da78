// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TorchScorerTests
{
    private static readonly NetworkShape _images = new(400, 3) { Height = 20, Width = 20 };

    // So many rows go through the network in several parts, of which the last is short.
    [Test]
    public void Many_rows_at_once_score_as_each_row_alone()
    {
        var stack = new ConvBuilder { Activation = Activation.Tanh }.Describe(_images);
        var weights = NetworkWeights.Initial(stack, new RandomStream(1));
        var network = new TrainedNetwork(new ConvBuilder(), _images, stack, NetworkState.Of(weights));
        var rows = (2 * ActivationCount.RowsInCache(stack.ActivationsPerRow(_images.Row))) + 5;
        var random = new RandomStream(2);
        var features = Enumerable.Range(0, rows * _images.Inputs).Select(_ => (float)random.NextNormal()).ToArray();
        var scores = new float[rows * _images.Outputs];
        var alone = new float[scores.Length];
        using var scorer = new TorchScorer(network, Device.Cpu);
        scorer.Score(features, rows, scores);
        for (var row = 0; row < rows; row++)
        {
            scorer.Score(features[(row * _images.Inputs)..((row + 1) * _images.Inputs)], 1, alone.AsSpan(row * _images.Outputs, _images.Outputs));
        }

        Assert.That(rows, Is.InRange(50, 1000));
        Assert.That(scores, Is.EqualTo(alone).Within(1e-5f));
        Assert.That(scores.Distinct().Count(), Is.GreaterThan(2 * rows));
    }

    [TestCase(1000, 2097)]
    [TestCase(1_000_000_000, 8)]
    public void As_many_rows_go_at_once_as_fit_the_cache(long activationsPerRow, int rows) =>
        Assert.That(ActivationCount.RowsInCache(activationsPerRow), Is.EqualTo(rows));

    [TestCase(1, 74, 1)]
    [TestCase(74, 74, 74)]
    [TestCase(75, 74, 38)]
    [TestCase(300, 74, 60)]
    [TestCase(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void Parts_are_even(int rows, int most, int part) => Assert.That(ActivationCount.RowsOfPart(rows, most), Is.EqualTo(part));
}
