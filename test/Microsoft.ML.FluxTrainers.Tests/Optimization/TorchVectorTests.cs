// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TorchVectorTests
{
    [Test]
    public void Outlives_the_dispose_scope_it_was_made_in()
    {
        TorchVector v;
        using (NewDisposeScope())
        {
            v = new TorchVector(ones(3));
        }

        Assert.That(v.Values(), Is.EqualTo(new float[] { 1, 1, 1 }));
        v.Dispose();
        Assert.That(v.Tensor.IsInvalid, Is.True);
    }

    [Test]
    public void Needs_a_contiguous_float32_tensor_of_one_dimension()
    {
        using var scope = NewDisposeScope();

        Assert.That(() => new TorchVector(ones(3, dtype: ScalarType.Float64)), Throws.ArgumentException);
        Assert.That(() => new TorchVector(ones(3, 1)), Throws.ArgumentException);
        Assert.That(() => new TorchVector(ones(3, 2).t()[1]), Throws.ArgumentException);
    }

    [Test]
    public void A_cleared_vector_is_zero_whatever_reads_it()
    {
        using var v = new TorchVector(ones(3));
        using var x = new TorchVector(ones(3));
        v.Fill(0);
        x.AddScaled(v, 5);

        Assert.That(x.Values(), Is.EqualTo(new float[] { 1, 1, 1 }));
        Assert.That(v.Values(), Is.EqualTo(new float[] { 0, 0, 0 }));
    }

    [Test]
    public void What_is_added_to_a_cleared_vector_takes_its_place_and_what_comes_then_is_added()
    {
        using var scope = NewDisposeScope();
        using var v = new TorchVector(ones(3));
        v.Fill(0);
        v.Add(tensor(new float[] { 1, 2, 3 }));
        v.Add(ones(3));

        Assert.That(v.Values(), Is.EqualTo(new float[] { 2, 3, 4 }));
    }

    [Test]
    public void Slices_see_all_of_it()
    {
        using var scope = NewDisposeScope();
        using var v = new TorchVector(ones(3));
        using var slice = v.Slice(1, 2);
        v.Fill(0);
        Assert.That(slice.Values(), Is.EqualTo(new float[] { 0, 0 }));
        v.Add(tensor(new float[] { 1, 2, 3 }));
        Assert.That(slice.Values(), Is.EqualTo(new float[] { 2, 3 }));
        slice.Fill(0);
        Assert.That(v.Values(), Is.EqualTo(new float[] { 1, 0, 0 }));
    }

    [Test]
    public void No_operation_leaves_a_tensor_behind()
    {
        using var v = new TorchVector(ones(3));
        using var x = new TorchVector(ones(3));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var other = v.NewZeros())
        {
            v.Fill(0.5);
            v.CopyFrom(x);
            v.CopyFrom([1f, 2f, 3f]);
            v.CopyTo(new float[3]);
            v.Scale(0.5);
            v.Clamp(0, 1);
            v.Max(other);
            v.Accumulate(0.5, x, 2);
            v.AccumulateProduct(0.5, x, v, 2);
            v.AddQuotientOfRoot(x, x, 1, 1, 1);
            v.ScaleByRatioOfRoots(x, x, 1);
            v.AddSign(x, 1);
            v.ShortenTo(0.5);
            _ = v.Dot(x) + v.Dot(v) + v.SumOfMagnitudes() + v.LargestMagnitude();
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }
}
