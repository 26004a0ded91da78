// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class PenaltyTests(VectorKind kind)
{
    // The gradient of sum(l1 * |w| + l2 * w^2) / batches with l1 = 0.3 * 0.8 = 0.24 and l2 = 0.7 * 0.8 = 0.56, for w = -2, 0
    // and 0.5:
    // (-0.24 - 2.24, 0, 0.24 + 0.56) / batches.
    [TestCase(1, -2.48, 0.80)]
    [TestCase(2, -1.24, 0.40)]
    [TestCase(3, -0.826667, 0.266667)]
    public void Adds_the_gradient_of_the_penalty_shared_among_the_batches(int batches, double first, double last)
    {
        using var parameters = kind.Vector(-2, 0, 0.5f);
        using var gradient = kind.Vector(10, 20, 30);
        new Penalty { Strength = 0.8, L1Ratio = 0.3 }.Apply(parameters, gradient, batches);

        Assert.That(gradient.Values(), Is.EqualTo(new[] { 10 + first, 20, 30 + last }).AsCollection.Within(5e-6));
        Assert.That(parameters.Values(), Is.EqualTo(new[] { -2, 0, 0.5f }));
    }

    // Central differences of the penalty itself.
    [Test]
    public void Is_the_slope_of_the_explicit_sum([Values(0, 0.4, 1)] double ratio)
    {
        var w = new[] { -1.5f, 0.25f, 2 };
        using var parameters = kind.Vector(w);
        using var gradient = parameters.NewZeros();
        new Penalty { Strength = 0.6, L1Ratio = ratio }.Apply(parameters, gradient, 2);

        double Sum(double x) => ((ratio * 0.6 * Math.Abs(x)) + ((1 - ratio) * 0.6 * x * x)) / 2;
        Assert.That(
            gradient.Values(),
            Is.EqualTo(w.Select(x => (Sum(x + 1e-4) - Sum(x - 1e-4)) / 2e-4)).AsCollection.Within(1e-6));
    }

    [Test]
    public void At_strength_zero_the_ratio_does_not_matter([Values(0, 0.1, 1)] double ratio)
    {
        using var parameters = kind.Vector(-2, 3);
        using var gradient = kind.Vector(1, float.NegativeZero);
        new Penalty { L1Ratio = ratio }.Apply(parameters, gradient, 1);

        Assert.That(gradient.Values(), Is.EqualTo(new[] { 1, float.NegativeZero }));
    }

    [Test]
    public void Settings_out_of_their_range_are_refused()
    {
        Assert.That(
            () => new Penalty { Strength = -0.1 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Strength must be "));
        Assert.That(
            () => new Penalty() with { L1Ratio = 1.1 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("L1Ratio must be "));
    }
}
