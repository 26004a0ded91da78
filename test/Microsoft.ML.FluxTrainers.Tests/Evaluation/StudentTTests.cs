// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Student's t distribution against scipy 1.10: 2 * stats.t.sf, and where brentq finds that it is 0.05.</summary>
public sealed class StudentTTests
{
    [TestCase(0, 3, 1)]
    [TestCase(1, 1, 0.5)]
    [TestCase(2.5, 4, 0.06676654481198813)]
    [TestCase(-2.5, 4, 0.06676654481198813)]
    [TestCase(2.262157162740992, 9, 0.05000000000467562)]
    [TestCase(0.3, 29, 0.7663170933289678)]
    [TestCase(5, 2, 0.037749551350623724)]
    [TestCase(12, 7, 6.358310378185094e-06)]
    [TestCase(3.3, 100, 0.0013406195219600953)]
    public void Probabilities_are_those_of_scipy(double t, int degrees, double expected) =>
        Assert.That(StudentT.TwoSided(t, degrees), Is.EqualTo(expected).Within(2e-15));

    [TestCase(1, 12.706204736174698)] // the tangent of 0.475 pi
    [TestCase(2, 4.302652729749464)] // 0.95 times the root of 2 / (1 - 0.95 * 0.95)
    [TestCase(4, 2.7764451051977996)]
    [TestCase(9, 2.262157162798205)]
    [TestCase(49, 2.0095752371292392)]
    public void Critical_values_are_those_of_scipy(int degrees, double expected) =>
        Assert.That(StudentT.Critical(0.05, degrees), Is.EqualTo(expected).Within(1e-11));

    [Test]
    public void The_corners()
    {
        Assert.That(StudentT.TwoSided(double.PositiveInfinity, 4), Is.Zero);
        Assert.That(StudentT.TwoSided(double.NaN, 4), Is.NaN);
    }
}
