// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NormalDistributionTests
{
    // mpmath 1.2.1 with 40 digits: ncdf(value).
    [TestCase(-37, 5.725571222524576822e-300)]
    [TestCase(-20, 2.753624118606233695e-89)]
    [TestCase(-10, 7.619853024160526066e-24)]
    [TestCase(-5, 2.866515718791939117e-7)]
    [TestCase(-3, 1.349898031630094527e-3)]
    [TestCase(-2, 2.275013194817920721e-2)]
    [TestCase(-1, 0.15865525393145705141)]
    [TestCase(0, 0.5)]
    [TestCase(1, 0.84134474606854294859)]
    [TestCase(3, 0.99865010196836990547)]
    public void The_share_below_a_value_is_exact_in_its_digits(double value, double expected)
    {
        Assert.That(NormalDistribution.Cumulative(value), Is.EqualTo(expected).Within(1e-11).Percent);
        Assert.That(NormalDistribution.MillsRatio(Math.Abs(value)) * NormalDistribution.Density(value), Is.EqualTo(value < 0 ? expected : 1 - expected).Within(1e-10).Percent);
    }

    // scipy 1.10: stats.norm.ppf(share).
    [TestCase(1e-20, -9.262340089798409)]
    [TestCase(1e-7, -5.1993375821928165)]
    [TestCase(0.25, -0.6744897501960817)]
    [TestCase(0.5, 0)]
    [TestCase(0.9, 1.2815515655446004)]
    [TestCase(1 - 1e-7, 5.19933758229066)]
    public void A_quantile_is_found_in_both_tails(double share, double expected) =>
        Assert.That(NormalDistribution.Quantile(share), Is.EqualTo(expected).Within(1e-13));

    [TestCase(double.NegativeInfinity, 0)]
    [TestCase(double.PositiveInfinity, 1)]
    [TestCase(double.NaN, double.NaN)]
    public void Ends_are_no_exception(double value, double expected) => Assert.That(NormalDistribution.Cumulative(value), Is.EqualTo(expected));
}
