// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class VectorLoopsTests
{
    // Shorter and longer than any register, and with something left over.
    private static readonly int[] _lengths = [0, 1, 3, 7, 8, 15, 16, 17, 31, 64, 65, 100];

    [TestCaseSource(nameof(_lengths))]
    public void A_product_is_that_of_TensorPrimitives(int length)
    {
        var (x, y) = (Numbers(length, 1), Numbers(length, 2));
        float[] expected = new float[length], actual = new float[length];
        TensorPrimitives.Multiply(x, y, expected);

        VectorLoops.Multiply(x, y, actual);
        Assert.That(actual, Is.EqualTo(expected));

        VectorLoops.Multiply(x, y, x);
        Assert.That(x, Is.EqualTo(expected), "in place");
    }

    [TestCaseSource(nameof(_lengths))]
    public void A_sum_is_that_of_TensorPrimitives(int length)
    {
        var (x, sum) = (Numbers(length, 1), Numbers(length, 2));
        var expected = new float[length];
        TensorPrimitives.Add(x, sum, expected);

        VectorLoops.Add(sum, x, sum);

        Assert.That(sum, Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(_lengths))]
    public void A_row_is_standardized_as_by_TensorPrimitives(int length)
    {
        var (row, offset, scale) = (Numbers(length, 1), Numbers(length, 2), Numbers(length, 3));
        var expected = new float[length];
        TensorPrimitives.Subtract(row, offset, expected);
        TensorPrimitives.Multiply(expected, scale, expected);

        VectorLoops.Standardize(row, offset, scale);

        Assert.That(row, Is.EqualTo(expected));
    }

    [Test]
    public void What_is_not_finite_is_found_wherever_it_is([ValueSource(nameof(_lengths))] int length, [Values(float.NaN, float.PositiveInfinity, float.NegativeInfinity)] float odd)
    {
        var numbers = Numbers(length, 1);
        Assert.That(VectorLoops.AreFinite(numbers));

        for (var i = 0; i < length; i++)
        {
            var one = (float[])numbers.Clone();
            one[i] = odd;
            Assert.That(VectorLoops.AreFinite(one), Is.False, $"at {i}");
        }
    }

    [Test]
    public void The_largest_numbers_are_finite() =>
        Assert.That(VectorLoops.AreFinite([float.MaxValue, float.MinValue, float.Epsilon, -0f, .. Enumerable.Repeat(float.MaxValue, 40)]));

    private static float[] Numbers(int length, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 200) - 100)];
    }
}
