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
        Activation.GELU, Activation.Mish, Activation.Softplus,
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

    /// <summary>What torch makes of limits and of numbers far out, forward and backward: also where that is no number.</summary>
    [Test]
    public void Ends_as_torch_does([Values("GELU", "Mish", "Softplus")] string name)
    {
        float[] x = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e4f, -1e4f, 1e30f, -1e30f, 0, -0f, float.Epsilon, 89, -89, 15];
        var activation = _named[name];
        var (y, gradient) = Run(activation.Kernel!, x);

        using var scope = torch.NewDisposeScope();
        using var module = activation.ToModule();
        var input = torch.tensor(x, requires_grad: true);
        var output = module.call(input);
        output.sum().backward();
        var expected = output.data<float>().ToArray();
        expected[1] = float.PositiveInfinity; // the vectors of TorchSharp's libtorch have NaN for GELU, PyTorch 1.13 has the limit as we do
        Assert.That(y, Is.EqualTo(expected).Within(1e-6));
        Assert.That(gradient, Is.EqualTo(input.grad!.data<float>().ToArray()).Within(1e-6));
    }

    /// <summary>To a few roundings of the exact result, also in the tails, which torch rounds to 0; near the zeros of the derivatives, of the terms whose difference they are.</summary>
    [Test]
    public void Values_and_derivatives_are_those_of_PyTorch_in_double_precision([Values("GELU", "Mish", "Softplus")] string name)
    {
        var file = ReferenceFile.Read("closed_forms.json");
        var expected = file.GetProperty("activations").GetProperty(name);
        var x = file.GetProperty("x").Numbers().Select(value => (float)value).ToArray();
        var (y, derivatives) = Run(_named[name].Kernel!, x);

        var values = expected.GetProperty("values").Numbers();
        var slopes = expected.GetProperty("derivatives").Numbers();
        const double Normal = 1.2e-38; // exponentials that would be below it are 0
        Assert.Multiple(() =>
        {
            for (var i = 0; i < x.Length; i++)
            {
                Assert.That(y[i], Is.EqualTo(values[i]).Within((5e-7 * Math.Abs(values[i])) + Normal), $"f({x[i]})");
                Assert.That(derivatives[i], Is.EqualTo(slopes[i]).Within((5e-7 * Math.Max(Math.Abs(slopes[i]), x[i] is > -2 and < 0 ? 0.3 : 0)) + Normal), $"f'({x[i]})");
            }
        });
    }

    [Test]
    public void Every_activation_of_ours_is_in_closed_form() =>
        Assert.That(
            typeof(Activation).GetProperties().Where(property => property.PropertyType == typeof(Activation))
                .Select(property => (Activation)property.GetValue(null)!).Where(activation => activation.Kernel is null),
            Is.EqualTo(new[] { Activation.Identity }), "which needs none: a plan leaves it out");

    private static readonly Dictionary<string, Activation> _named = new()
    {
        ["GELU"] = Activation.GELU,
        ["Mish"] = Activation.Mish,
        ["Softplus"] = Activation.Softplus,
    };

    private static (float[] Values, float[] Derivatives) Run(ActivationKernel kernel, float[] x)
    {
        var y = new float[x.Length];
        kernel.Forward(x, y);
        var gradient = Enumerable.Repeat(1f, x.Length).ToArray();
        kernel.Backward(x, y, gradient);
        return (y, gradient);
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
