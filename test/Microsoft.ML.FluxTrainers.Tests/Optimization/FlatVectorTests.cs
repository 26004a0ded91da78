// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Each operation against its formula, one value at a time in double precision.</summary>
[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class FlatVectorTests(VectorKind kind)
{
    // Below, at and beyond the widths of vector registers, with and without a rest.
    private static readonly int[] _lengths = [1, 3, 8, 16, 19, 64, 101];

    [Test]
    public void Starts_with_what_was_copied_and_gives_it_back([ValueSource(nameof(_lengths))] int length)
    {
        using var v = kind.Vector(Sample(length, 1));

        Assert.That(v.Length, Is.EqualTo(length));
        Assert.That(v.Values(), Is.EqualTo(Sample(length, 1)));
    }

    [Test]
    public void A_new_vector_is_zero_and_has_memory_of_its_own()
    {
        using var v = kind.Vector(1, 2, 3);
        using var other = v.NewZeros();
        v.Fill(7);

        Assert.That(other.Values(), Is.EqualTo(new float[3]));
        Assert.That(v.Values(), Is.EqualTo(new float[] { 7, 7, 7 }));
    }

    [Test]
    public void Copies_another_vector()
    {
        using var v = kind.Vector(1, 2, 3);
        using var x = kind.Vector(4, 5, 6);
        v.CopyFrom(x);
        x.Fill(0);

        Assert.That(v.Values(), Is.EqualTo(new float[] { 4, 5, 6 }));
    }

    [Test]
    public void Scales([ValueSource(nameof(_lengths))] int length) =>
        Check(length, (v, _, _) => v.Scale(-0.3), (v, _, _) => v * -0.3);

    [Test]
    public void Clamps([ValueSource(nameof(_lengths))] int length) =>
        Check(length, (v, _, _) => v.Clamp(-0.5, 0.25), (v, _, _) => Math.Clamp(v, -0.5, 0.25));

    [Test]
    public void Takes_the_larger([ValueSource(nameof(_lengths))] int length) =>
        Check(length, (v, x, _) => v.Max(x), (v, x, _) => Math.Max(v, x));

    [Test]
    public void Accumulates([ValueSource(nameof(_lengths))] int length) =>
        Check(length, (v, x, _) => v.Accumulate(0.9, x, -0.2), (v, x, _) => (v * 0.9) + (x * -0.2));

    [Test]
    public void Adds_a_multiple([ValueSource(nameof(_lengths))] int length) =>
        Check(length, (v, x, _) => v.AddScaled(x, 3), (v, x, _) => v + (3 * x));

    [Test]
    public void Accumulates_a_product([ValueSource(nameof(_lengths))] int length) =>
        Check(length, (v, x, y) => v.AccumulateProduct(0.9, x, y, 2), (v, x, y) => (v * 0.9) + (x * y * 2));

    [Test]
    public void Adds_a_product([ValueSource(nameof(_lengths))] int length) =>
        Check(length, (v, x, _) => v.AccumulateProduct(1, x, x, -0.5), (v, x, _) => v - (0.5 * x * x));

    [Test]
    public void Adds_a_quotient_of_a_root([ValueSource(nameof(_lengths))] int length) =>
        Check(
            length,
            (v, x, y) => v.AddQuotientOfRoot(x, y, -0.3, 1.5, 0.01),
            (v, x, y) => v - (0.3 * x / ((1.5 * Math.Sqrt(y)) + 0.01)));

    [Test]
    public void Scales_by_a_ratio_of_roots([ValueSource(nameof(_lengths))] int length) =>
        Check(
            length,
            (v, x, y) =>
            {
                x.AccumulateProduct(0, x, x, 1);
                v.ScaleByRatioOfRoots(x, y, 0.01);
            },
            (v, x, y) => v * Math.Sqrt((x * x) + 0.01) / Math.Sqrt(y + 0.01));

    [Test]
    public void An_operand_may_be_the_vector_itself()
    {
        using var v = kind.Vector(1, 2, 3);
        v.Accumulate(0.5, v, 2);
        Assert.That(v.Values(), Is.EqualTo(new[] { 2.5, 5, 7.5 }).AsCollection.Within(1e-6));

        using var x = kind.Vector(2, 2, 2);
        v.AccumulateProduct(0.1, x, v, 1);
        Assert.That(v.Values(), Is.EqualTo(new[] { 5.25, 10.5, 15.75 }).AsCollection.Within(1e-5));

        x.AccumulateProduct(0.5, x, x, 1);
        Assert.That(x.Values(), Is.EqualTo(new[] { 5.0, 5, 5 }).AsCollection.Within(1e-6));

        x.AddQuotientOfRoot(x, x, 1, 1, 0);
        Assert.That(x.Values(), Is.EqualTo(new[] { 7.236068, 7.236068, 7.236068 }).AsCollection.Within(1e-5));

        v.ScaleByRatioOfRoots(v, v, 1);
        v.AddSign(v, 1);
        v.Max(v);
        Assert.That(v.Values(), Is.EqualTo(new[] { 6.25, 11.5, 16.75 }).AsCollection.Within(1e-5));
    }

    [Test]
    public void Adds_a_sign()
    {
        using var v = kind.Vector(1, 1, 1, 1);
        using var x = kind.Vector(-3, 0, 5, -0f);
        v.AddSign(x, 0.25);

        Assert.That(v.Values(), Is.EqualTo(new[] { 0.75f, 1, 1.25f, 1 }));
    }

    [Test]
    public void Sums_in_double_precision([ValueSource(nameof(_lengths))] int length)
    {
        var (first, second) = (Sample(length, 1), Sample(length, 2));
        using var v = kind.Vector(first);
        using var x = kind.Vector(second);

        Assert.That(v.Dot(x), Is.EqualTo(first.Zip(second, (a, b) => (double)a * b).Sum()).Within(1e-14 * length));
        Assert.That(v.NormSquared(), Is.EqualTo(first.Sum(a => (double)a * a)).Within(1e-14 * length));
        Assert.That(v.SumOfMagnitudes(), Is.EqualTo(first.Sum(a => Math.Abs((double)a))).Within(1e-14 * length));
        Assert.That(v.LargestMagnitude(), Is.EqualTo(first.Max(Math.Abs)));
    }

    // 6 / (|(6, 8)| + 1e-6) = 0.6, rounded.
    [TestCase(6, 3.6f, 4.8f)]
    [TestCase(10.5, 6, 8)]
    [TestCase(1e9, 6, 8)]
    public void Is_shortened_to_a_norm_only_if_it_is_longer(double norm, float first, float second)
    {
        using var v = kind.Vector(6, 8);
        v.ShortenTo(norm);

        Assert.That(v.Values(), Is.EqualTo(new[] { first, second }).Within(norm > 10 ? 0 : 1e-6f));
    }

    [Test]
    public void A_norm_that_is_no_number_shows_in_all_values()
    {
        using var v = kind.Vector(1, float.NaN);
        v.ShortenTo(1);

        Assert.That(v.Values(), Is.All.NaN);
    }

    [Test]
    public void A_norm_beyond_the_range_of_float_is_right()
    {
        using var v = kind.Vector(1e30f, 1e30f);

        Assert.That(v.NormSquared(), Is.EqualTo(2e60).Within(1e-5).Percent);
        Assert.That(v.HasNonFinite(), Is.False);
    }

    [Test]
    public void Finds_a_value_that_is_not_finite_wherever_it_is(
        [Values(0, 8, 18)] int position,
        [Values(float.NaN, float.PositiveInfinity, float.NegativeInfinity)] float bad)
    {
        var values = Sample(19, 1);
        using var good = kind.Vector(values);
        values[position] = bad;
        using var v = kind.Vector(values);

        Assert.That(good.HasNonFinite(), Is.False);
        Assert.That(v.HasNonFinite(), Is.True);
        Assert.That(v.LargestMagnitude(), Is.EqualTo((double)Math.Abs(bad)));
    }

    [Test]
    public void A_NaN_survives_clamping_and_the_larger_of_two()
    {
        using var v = kind.Vector(float.NaN, 1, float.NaN);
        using var x = kind.Vector(1, float.NaN, float.NaN);
        v.Max(x);
        x.Clamp(-0.5, 0.5);

        Assert.That(v.Values(), Is.All.NaN);
        Assert.That(x.Values(), Is.EqualTo(new[] { 0.5f, float.NaN, float.NaN }));
    }

    [Test]
    public void Vectors_of_other_length_or_kind_are_refused()
    {
        using var v = kind.Vector(1, 2, 3);
        using var shorter = kind.Vector(1);
        using var other = (kind == VectorKind.Managed ? VectorKind.Torch : VectorKind.Managed).Vector(1, 2, 3);

        Assert.That(() => v.AddScaled(shorter, 1), Throws.ArgumentException.With.Message.Contains("3 values with one of 1"));
        Assert.That(() => v.Dot(shorter), Throws.ArgumentException);
        Assert.That(() => v.CopyFrom(new float[4]), Throws.ArgumentException);
        Assert.That(() => v.CopyTo(new float[4]), Throws.ArgumentException);
        Assert.That(() => v.AddScaled(other, 1), Throws.ArgumentException.With.Message.Contains("ManagedVector"));
        Assert.That(v.Values(), Is.EqualTo(new float[] { 1, 2, 3 }));
    }

    /// <summary>Numbers from -1 to 1; of kind 3, which stands below roots, from 0 to 1.</summary>
    private static float[] Sample(int length, int number) =>
        [.. Enumerable.Range(0, length).Select(i => (float)Math.Sin((number * 1.3) + (i * 0.7)))];

    private void Check(
        int length, Action<FlatVector, FlatVector, FlatVector> operation, Func<double, double, double, double> formula)
    {
        var (first, second) = (Sample(length, 1), Sample(length, 2));
        var third = Sample(length, 3).Select(Math.Abs).ToArray();
        using var v = kind.Vector(first);
        using var x = kind.Vector(second);
        using var y = kind.Vector(third);
        operation(v, x, y);

        var expected = Enumerable.Range(0, length).Select(i => formula(first[i], second[i], third[i])).ToArray();
        Assert.That(v.Values(), Is.EqualTo(expected).AsCollection.Within(3e-7 * Math.Max(1, expected.Max(Math.Abs))));
        Assert.That(y.Values(), Is.EqualTo(third));
    }
}
