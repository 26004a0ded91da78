// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SectionLimitsTests
{
    [Test]
    public void Weights_may_have_their_parameters_and_the_longest_header() =>
        Assert.That(
            SectionLimits.Weights([new("weight", TensorType.F32, [2, 3]), new("count", TensorType.I64, [])]),
            Is.EqualTo(24 + 8 + 8 + (16 * 1024 * 1024)));

    [TestCase(-1L)]
    [TestCase(long.MaxValue)]
    [TestCase(long.MaxValue / 4)] // possible alone, but not beside a header
    public void Impossible_parameters_are_damage(long size) =>
        Assert.That(
            () => SectionLimits.Weights([new("weight", TensorType.F32, [size])]),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "The model is damaged: its manifest lists parameters of an impossible size."));
}
