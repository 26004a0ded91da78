// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Every managed activation against torch's function and autograd.</summary>
public sealed class ActivationKernelTests
{
    private static readonly Activation[] _activations =
    [
        Activation.ReLU, Activation.Sigmoid, Activation.Tanh, Activation.SiLU, Activation.SELU,
        Activation.LeakyReLU(), Activation.LeakyReLU(-0.5), Activation.ELU(), Activation.ELU(0.3), Activation.ELU(-1),
    ];

    [TestCaseSource(nameof(_activations))]
    public void Agrees_with_torch(Activation activation)
    {
        // 0, tails where exp under- or overflows, and enough numbers for whole vectors and a rest.
        float[] x = [0, -0f, 1e-6f, -1e-6f, 100, -100, 30, -30, .. Enumerable.Range(-50, 101).Select(i => i * 0.11f + 0.01f)];
        var kernel = activation.Kernel!;
        var y = new float[x.Length];
        kernel.Forward(x, y);
        var slope = Enumerable.Range(0, x.Length).Select(i => 1 + (i % 3f)).ToArray();
        var gradient = slope.ToArray();
        kernel.Backward(x, y, gradient);

        using var scope = torch.NewDisposeScope();
        using var module = activation.ToModule();
        var input = torch.tensor(x, requires_grad: true);
        var output = module.call(input);
        output.backward([torch.tensor(slope)]);
        Assert.That(y, Is.EqualTo(output.data<float>().ToArray()).Within(2e-6));
        Assert.That(gradient, Is.EqualTo(input.grad!.data<float>().ToArray()).Within(1e-5));
    }

    private static IEnumerable<Activation> InPlace => _activations.Where(activation => !activation.Kernel!.KeepsInput);

    [TestCaseSource(nameof(InPlace))]
    public void Works_in_place_where_it_does_not_keep_its_input(Activation activation)
    {
        var kernel = activation.Kernel!;
        float[] x = [.. Enumerable.Range(-20, 41).Select(i => i * 0.3f)];
        var apart = new float[x.Length];
        kernel.Forward(x, apart);

        kernel.Forward(x, x);

        Assert.That(x, Is.EqualTo(apart));
    }
}
