// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class GradientClipTests(VectorKind kind)
{
    // The norm of (3, 4, 12) is 13.
    [TestCase(6.5, new[] { 1.5, 2, 6 })]
    [TestCase(13.001, new[] { 3.0, 4, 12 })]
    public void By_norm_shortens_what_is_too_long(double bound, double[] expected)
    {
        using var gradient = kind.Vector(3, 4, 12);
        new ClipByNorm(bound).Apply(gradient);

        Assert.That(gradient.Values(), Is.EqualTo(expected).AsCollection.Within(1e-5));
    }

    [Test]
    public void By_norm_is_that_of_torch_over_all_parameters_together([Values(0.1, 1, 5, 100)] double bound)
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, 20).Select(i => (float)Math.Sin(i)).ToArray();
        var first = new Parameter(zeros(15)) { grad = tensor(values[..15]) };
        var second = new Parameter(zeros(5)) { grad = tensor(values[15..]) };
        nn.utils.clip_grad_norm_([first, second], bound);
        using var gradient = kind.Vector(values);
        new ClipByNorm(bound).Apply(gradient);

        float[] expected = [.. first.grad!.data<float>(), .. second.grad!.data<float>()];
        Assert.That(gradient.Values(), Is.EqualTo(expected).AsCollection.Within(1e-6));
    }

    [Test]
    public void By_value_bounds_each_component()
    {
        using var gradient = kind.Vector(-3, -0.5f, 0, 2, 7);
        new ClipByValue(2).Apply(gradient);

        Assert.That(gradient.Values(), Is.EqualTo(new[] { -2, -0.5f, 0, 2, 2 }));
    }

    [Test]
    public void A_gradient_that_is_not_finite_does_not_become_finite([Values(float.NaN, float.PositiveInfinity)] float bad)
    {
        using var gradient = kind.Vector(1, bad);
        new ClipByNorm(1).Apply(gradient);

        Assert.That(gradient.HasNonFinite(), Is.True);
    }

    [Test]
    public void A_bound_must_be_greater_than_zero()
    {
        Assert.That(
            () => new ClipByNorm(0), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("MaxNorm must be "));
        Assert.That(
            () => new ClipByValue(1) with { MaxValue = double.NaN },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("MaxValue must be "));
    }
}
