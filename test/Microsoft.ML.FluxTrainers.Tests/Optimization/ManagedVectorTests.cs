// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ManagedVectorTests
{
    [Test]
    public void A_tensor_that_views_the_array_shares_its_memory()
    {
        using var v = new ManagedVector(3);
        using var tensor = frombuffer(v.Array, ScalarType.Float32, v.Length);
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

        Assert.That(v.Array, Has.Length.EqualTo(13 + ManagedVector.Slack));
        Assert.That(v.Array[13..], Is.All.Zero);
        Assert.That(v.Span.ToArray(), Is.All.Not.Zero);
    }

    [Test]
    public void Has_at_least_one_value() =>
        Assert.That(() => new ManagedVector(0), Throws.TypeOf<ArgumentOutOfRangeException>());
}
