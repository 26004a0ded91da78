// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SoftmaxLossTests
{
    /// <summary>Against torch's cross entropy and autograd, with weights and outputs whose exponentials overflow.</summary>
    [TestCase(0)]
    [TestCase(0.1)]
    [TestCase(1)]
    public void Agrees_with_torch(double smoothing)
    {
        float[] outputs = [1, 2, 3, -1, 0, 1000, -1000, 5, 5, 0.5f, 0.25f, 0];
        float[] classes = [2, 0, 1, 0];
        float[] weights = [1, 0.5f, 2, 0];
        var gradient = new float[outputs.Length];

        var sum = new SoftmaxLoss(smoothing).Sum(outputs, classes, weights, gradient, 3);

        using var scope = torch.NewDisposeScope();
        var z = torch.tensor(outputs, 4, 3, requires_grad: true);
        var rows = new CrossEntropy(smoothing).PerRow(z, torch.tensor(classes).to(torch.ScalarType.Int64));
        var total = (rows * torch.tensor(weights)).sum();
        total.backward();
        Assert.That(sum, Is.EqualTo(total.item<float>()).Within(1e-3).Percent);
        Assert.That(gradient, Is.EqualTo(z.grad!.data<float>().ToArray()).Within(1e-5));
    }

    // Shapes on both sides of the 512 numbers that are taken at a time, against the definition in double precision.
    [TestCase(300, 2)]
    [TestCase(3, 512)]
    [TestCase(3, 700)]
    [TestCase(100, 10)]
    public void Sums_many_rows(int rows, int width)
    {
        var random = new Random(1);
        var outputs = Enumerable.Range(0, rows * width).Select(_ => (20 * random.NextSingle()) - 10).ToArray();
        var classes = Enumerable.Range(0, rows).Select(_ => (float)random.Next(width)).ToArray();
        var gradient = new float[outputs.Length];

        var sum = new SoftmaxLoss(0).Sum(outputs, classes, [], gradient, width);

        var expected = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var exponentials = outputs.Skip(row * width).Take(width).Select(z => Math.Exp(z)).ToArray();
            var probabilities = exponentials.Select(e => e / exponentials.Sum()).ToArray();
            expected -= Math.Log(probabilities[(int)classes[row]]);
            probabilities[(int)classes[row]]--;
            Assert.That(gradient[(row * width)..((row + 1) * width)], Is.EqualTo(probabilities).Within(1e-6));
        }

        Assert.That(sum, Is.EqualTo(expected).Within(1e-4).Percent);
    }

    [Test]
    public void Gives_the_loss_alone_where_no_gradient_is_wanted()
    {
        // log(e^0 + e^0) = log 2 for either class
        Assert.That(new SoftmaxLoss(0).Sum([0, 0, 0, 0], [0, 1], [], [], 2), Is.EqualTo(2 * Math.Log(2)).Within(1e-6));
    }
}
