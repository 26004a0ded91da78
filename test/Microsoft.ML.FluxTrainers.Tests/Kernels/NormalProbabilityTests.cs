// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NormalProbabilityTests
{
    /// <summary>Against Laplace's continued fraction far out and the series of the normal distribution near 0, both in double precision.</summary>
    [Test]
    public void Agrees_with_double_precision_to_the_last_bits()
    {
        var (largest, at) = (0.0, 0f);
        for (var i = -13_000; i <= 13_000; i++)
        {
            var x = i / 1000f;
            var (probability, density) = NormalProbability.At(new Vector<float>(x));
            var exact = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
            var error = Math.Max(Math.Abs((probability[0] / Exact(x)) - 1), Math.Abs((density[0] / exact) - 1));
            (largest, at) = error > largest ? (error, x) : (largest, at);
        }

        Assert.That(largest, Is.LessThan(4e-7), $"at {at}");
    }

    [TestCase(0, 0.5f)]
    [TestCase(-0f, 0.5f)]
    [TestCase(14, 1)]
    [TestCase(float.PositiveInfinity, 1)]
    [TestCase(-14, 0)]
    [TestCase(float.NegativeInfinity, 0)]
    public void Has_exact_ends(float x, float expected) =>
        Assert.That(NormalProbability.At(new Vector<float>(x)).Probability[0], Is.EqualTo(expected).Within(1e-7f * expected));

    private static double Exact(double x)
    {
        var a = Math.Abs(x);
        var density = Math.Exp(-0.5 * a * a) / Math.Sqrt(2 * Math.PI);
        double tail;
        if (a < 3)
        {
            // 1/2 - density (a + a^3 / 3 + a^5 / 15 + ...)
            var (sum, term) = (a, a);
            for (var k = 3; k < 200; k += 2)
            {
                term *= a * a / k;
                sum += term;
            }

            tail = 0.5 - (density * sum);
        }
        else
        {
            // density / (a + 1 / (a + 2 / (a + ...)))
            var fraction = a;
            for (var k = 300; k > 0; k--)
            {
                fraction = a + (k / fraction);
            }

            tail = density / fraction;
        }

        return x < 0 ? tail : 1 - tail;
    }
}
