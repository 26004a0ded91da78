// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Losses on numbers: by hand, and the managed closed forms against torch's functions and autograd.</summary>
public sealed class NumberLossTests
{
    private static readonly Loss[] _losses =
        [new MeanSquaredError(), new MeanAbsoluteError(), new HuberLoss(), new HuberLoss(0.3), new BinaryCrossEntropy()];

    // r = 3, -0.5: squares 9, 0.25; magnitudes 3, 0.5; Huber 1: 3 - 0.5 = 2.5, 0.125
    [Test]
    public void Values_are_those_worked_by_hand()
    {
        Assert.That(PerRow(new MeanSquaredError(), [4, 1], [1, 1.5f], 1), Is.EqualTo(new[] { 9, 0.25f }).Within(1e-6));
        Assert.That(PerRow(new MeanAbsoluteError(), [4, 1], [1, 1.5f], 1), Is.EqualTo(new[] { 3, 0.5f }).Within(1e-6));
        Assert.That(PerRow(new HuberLoss(), [4, 1], [1, 1.5f], 1), Is.EqualTo(new[] { 2.5f, 0.125f }).Within(1e-6));
    }

    // -log(sigmoid(0)) = log 2; for z = 1000 and y = 0 the loss is 1000, for y = 1 it is 0
    [Test]
    public void Binary_cross_entropy_does_not_overflow() => Assert.That(
        PerRow(new BinaryCrossEntropy(), [0, 1000, 1000, -1000], [1, 0, 1, 1], 1),
        Is.EqualTo(new[] { 0.693147f, 1000, 0, 1000 }).Within(1e-5));

    [Test]
    public void Several_targets_count_by_their_mean() =>
        Assert.That(PerRow(new MeanSquaredError(), [1, 2, 3, 4], [0, 0, 3, 4], 2), Is.EqualTo(new[] { 2.5f, 0 }).Within(1e-6));

    [TestCaseSource(nameof(_losses))]
    public void Closed_form_and_autograd_agree(Loss loss)
    {
        var random = new RandomStream(2);
        var outputs = new float[60];
        random.FillNormal(outputs, 0, 2);
        var targets = Enumerable.Range(0, 60).Select(i => (float)(i % 2)).ToArray();
        var weights = Enumerable.Range(0, 20).Select(i => i % 3f).ToArray();
        var gradient = new float[60];

        var sum = loss.Managed!.Sum(outputs, targets, weights, gradient, 3);

        using var scope = torch.NewDisposeScope();
        var z = torch.tensor(outputs, 20, 3, requires_grad: true);
        var total = (loss.PerRow(z, torch.tensor(targets, 20, 3)) * torch.tensor(weights)).sum();
        total.backward();
        Assert.That(sum, Is.EqualTo(total.item<float>()).Within(1e-4).Percent);
        Assert.That(gradient, Is.EqualTo(z.grad!.data<float>().ToArray()).Within(1e-6));
    }

    private static float[] PerRow(Loss loss, float[] outputs, float[] targets, int width)
    {
        using var scope = torch.NewDisposeScope();
        var rows = outputs.Length / width;
        return loss.PerRow(torch.tensor(outputs, rows, width), torch.tensor(targets, rows, width)).data<float>().ToArray();
    }
}
