// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NetworkShapeTests
{
    [Test]
    public void The_random_stream_is_no_part_of_equality()
    {
        var shape = new NetworkShape(4, 3) { Random = new RandomStream(1), Categories = [2, 5] };
        var same = new NetworkShape(4, 3) { Random = new RandomStream(2), Categories = [2, 5] };

        Assert.That(shape, Is.EqualTo(same));
        Assert.That(shape.GetHashCode(), Is.EqualTo(same.GetHashCode()));
        Assert.That(shape, Is.Not.EqualTo(same with { Categories = [5, 2] }));
        Assert.That(shape, Is.Not.EqualTo(same with { Width = 1 }));
    }

    [Test]
    public void Sizes_are_checked_on_both_ways_in()
    {
        Assert.That(
            () => new NetworkShape(0, 1),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Inputs must be a positive integer."));
        Assert.That(
            () => new NetworkShape(1, 1) with { Outputs = 0 },
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Outputs must be a positive integer."));
    }
}
