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

    [Test]
    public void Gives_the_loss_alone_where_no_gradient_is_wanted()
    {
        // log(e^0 + e^0) = log 2 for either class
        Assert.That(new SoftmaxLoss(0).Sum([0, 0, 0, 0], [0, 1], [], [], 2), Is.EqualTo(2 * Math.Log(2)).Within(1e-6));
    }
}
