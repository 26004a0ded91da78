// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ManagedVectorTests
{
    [Test]
    public void A_tensor_that_views_the_vector_shares_its_memory()
    {
        using var v = new ManagedVector(3);
        using var tensor = v.Memory.ToTensor(v.Length);
        v.Fill(2);
        tensor.mul_(3);
        v.AddScaled(v, 1);

        Assert.That(v.Span.ToArray(), Is.EqualTo(new float[] { 12, 12, 12 }));
        Assert.That(tensor.data<float>().ToArray(), Is.EqualTo(v.Span.ToArray()));
    }

    [Test]
    public void The_slack_behind_the_end_stays_zero()
    {
        using var v = new ManagedVector(13);
        v.Fill(2);
        v.AddQuotientOfRoot(v, v, 1, 1, 1);
        v.Scale(5);

        var (array, start) = v.Memory.Place;
        var behind = array[(start + 13)..];

        Assert.That(behind, Has.Length.AtLeast(MatrixProduct.Slack).And.All.Zero);
        Assert.That(v.Span.ToArray(), Is.All.Not.Zero);
    }

    [Test]
    public void Has_at_least_one_value() =>
        Assert.That(() => new ManagedVector(0), Throws.TypeOf<ArgumentOutOfRangeException>());
}
