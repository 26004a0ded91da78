// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ExponentialTests
{
    [Test]
    public void Agrees_with_double_precision_to_the_last_bits()
    {
        var values = Enumerable.Range(0, 87_001).Select(i => -i / 1000f).ToArray();
        var expected = values.Select(x => (float)Math.Exp(x)).ToArray();

        Exponential.Apply(values);

        Assert.That(values.Zip(expected, (value, exact) => Math.Abs(value - exact) / (double)exact).Max(), Is.LessThan(2e-7));
    }

    [TestCase(0, 1)]
    [TestCase(-0f, 1)]
    [TestCase(-88, 0)]
    [TestCase(float.NegativeInfinity, 0)]
    [TestCase(float.NaN, float.NaN)]
    public void Has_exact_ends(float x, float expected)
    {
        float[] values = [-1, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x]; // whole vectors and a rest

        Exponential.Apply(values);

        Assert.That(values.Skip(1), Has.All.EqualTo(expected));
    }
}
