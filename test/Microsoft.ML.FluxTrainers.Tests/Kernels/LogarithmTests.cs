// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LogarithmTests
{
    [Test]
    public void Agrees_with_double_precision_to_the_last_bits()
    {
        var values = Enumerable.Range(1, 10_000).Select(i => i / 10_000f);

        Assert.That(values.Max(t => Math.Abs((Of(t) / Math.Log(1 + (double)t)) - 1)), Is.LessThan(2e-7));
    }

    [TestCase(0, 0)]
    [TestCase(1e-30f, 1e-30f)]
    [TestCase(1e-5f, 9.99995e-6f)] // t - t^2 / 2
    public void Loses_nothing_of_small_numbers(float t, float expected) => Assert.That(Of(t), Is.EqualTo(expected).Within(1e-7 * expected));

    [Test]
    public void No_number_stays_none() => Assert.That(Of(float.NaN), Is.NaN);

    private static float Of(float t) => Logarithm.OfOnePlus(new Vector<float>(t))[0];
}
