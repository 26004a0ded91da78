// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class PinnedFloatsTests
{
    [Test]
    public void They_start_at_a_multiple_of_64_bytes()
    {
        // Lengths that leave the next array at every possible place.
        var all = Enumerable.Range(1, 100).Select(length => new PinnedFloats(length)).ToList();

        Assert.That(all.Select(floats => Address(floats) % 64), Is.All.Zero);
        Assert.That(all.Select(floats => floats.Span.Length), Is.EqualTo(Enumerable.Range(1, 100)));
    }

    [Test]
    public void Span_and_place_are_the_same_memory()
    {
        var floats = new PinnedFloats(3);
        floats.Span[2] = 7;
        var (array, start) = floats.Place;

        Assert.That(array[start + 2], Is.EqualTo(7));
    }

    private static long Address(PinnedFloats floats)
    {
        var (array, start) = floats.Place;
        return Marshal.UnsafeAddrOfPinnedArrayElement(array, start);
    }
}
