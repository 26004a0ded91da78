// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class DurationsTests
{
    // A search of as many trials as an int counts, of 8 minutes each, would take longer than a TimeSpan can say.
    [TestCase(480, int.MaxValue, double.PositiveInfinity)]
    [TestCase(480, 0, 0)]
    [TestCase(480, 3, 1440)]
    public void What_has_no_end_takes_as_long_as_can_be_said(double seconds, int count, double expected) => Assert.That(
        Durations.Times(TimeSpan.FromSeconds(seconds), count),
        Is.EqualTo(double.IsFinite(expected) ? TimeSpan.FromSeconds(expected) : TimeSpan.MaxValue));
}
