// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ProbabilitiesTests
{
    [Test]
    public void Softmax_agrees_with_double_precision_row_by_row()
    {
        float[] values = [1, 2, 3, -4, 0.5f, 0, 100, 101, 99];

        Probabilities.Softmax(values, 3);

        double[] expected = [.. Softmax(1, 2, 3), .. Softmax(-4, 0.5, 0), .. Softmax(100, 101, 99)];
        Assert.That(values, Is.EqualTo(expected).Within(2e-7));
    }

    [Test]
    public void Softmax_of_huge_outputs_is_finite()
    {
        float[] values = [3e38f, 0, -3e38f, -500, -600, float.NegativeInfinity];

        Probabilities.Softmax(values, 3);

        Assert.That(values, Is.EqualTo(new float[] { 1, 0, 0, 1, 0, 0 }));
    }

    [Test]
    public void Softmax_of_NaN_is_NaN_in_its_row_only()
    {
        float[] values = [1, float.NaN, 2, 2];

        Probabilities.Softmax(values, 2);

        Assert.That(values, Is.EqualTo(new[] { float.NaN, float.NaN, 0.5f, 0.5f }));
    }

    [Test]
    public void Sigmoid_agrees_with_double_precision()
    {
        var values = Enumerable.Range(-8_700, 17_401).Select(i => i / 100f).ToArray();
        var expected = values.Select(x => 1 / (1 + Math.Exp(-(double)x))).ToArray();

        Probabilities.Sigmoid(values);

        Assert.That(values.Zip(expected, (value, exact) => Math.Abs(value - exact) / exact).Max(), Is.LessThan(4e-7));
    }

    [TestCase(0, 0.5f)]
    [TestCase(float.PositiveInfinity, 1)]
    [TestCase(float.NegativeInfinity, 0)]
    [TestCase(float.NaN, float.NaN)]
    public void Sigmoid_has_exact_ends(float x, float expected)
    {
        float[] values = [.. Enumerable.Repeat(x, 19)]; // whole vectors and a rest

        Probabilities.Sigmoid(values);

        Assert.That(values, Has.All.EqualTo(expected));
    }

    [Test]
    public void A_row_has_the_same_bits_alone_and_among_others([Values(1, 3, 17)] int width)
    {
        var random = new Random(1);
        float[] all = [.. Enumerable.Range(0, 7 * width).Select(_ => (20 * random.NextSingle()) - 10)];
        float[] last = all[^width..];
        float[] softmax = [.. all], sigmoid = [.. all], softmaxAlone = [.. last], sigmoidAlone = [.. last];

        Probabilities.Softmax(softmax, width);
        Probabilities.Sigmoid(sigmoid);
        Probabilities.Softmax(softmaxAlone, width);
        Probabilities.Sigmoid(sigmoidAlone);

        Assert.That(softmax[^width..], Is.EqualTo(softmaxAlone));
        Assert.That(sigmoid[^width..], Is.EqualTo(sigmoidAlone));
    }

    private static IEnumerable<double> Softmax(params double[] outputs) => outputs.Select(x => Math.Exp(x) / outputs.Sum(Math.Exp));
}
