// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Against scipy's minimize_scalar (bounded) of the mean log loss.</summary>
public sealed class TemperatureSearchTests
{
    private static readonly double[][] _three =
    [
        [4, 1, 0], [3, 5, -1], [0, 0.5, 6], [2, 2.5, 1], [7, -1, 3], [1, 4, 3.5], [5, 0, 4], [-2, 3, 6],
    ];

    private static readonly int[] _classes = [0, 1, 2, 0, 0, 2, 2, 1];

    [Test]
    public void The_temperature_of_three_classes_is_that_of_scipy()
    {
        var temperature = TemperatureSearch.Find(_three, _classes);

        Assert.That(temperature, Is.EqualTo(1.97808875714688).Within(1e-6));
        Assert.That(TemperatureSearch.LogLoss(_three, _classes, 1), Is.EqualTo(0.8369782462620875).Within(1e-12));
        Assert.That(TemperatureSearch.LogLoss(_three, _classes, temperature), Is.EqualTo(0.7064418024093713).Within(1e-12));
    }

    [Test]
    public void The_temperature_of_two_classes_is_that_of_scipy()
    {
        double[][] logits = [.. new[] { 3, -1, 0.5, 2, -4, 6, -0.5, 1.5 }.Select(logit => new[] { 0, logit })];
        int[] labels = [1, 0, 0, 1, 0, 1, 1, 1];

        Assert.That(TemperatureSearch.Find(logits, labels), Is.EqualTo(0.7880543158599387).Within(1e-6));
    }

    [Test]
    public void Where_no_temperature_is_best_the_nearest_bound_is_taken()
    {
        double[][] logits = [[0, 3], [0, -3]];

        Assert.That(TemperatureSearch.Find(logits, [1, 0]), Is.EqualTo(0.01).Within(1e-3)); // all right: the bolder the better
        Assert.That(TemperatureSearch.Find(logits, [0, 1]), Is.EqualTo(100).Within(1)); // all wrong
        Assert.That(TemperatureSearch.Find([[1, 1]], [0]), Is.InRange(0.01, 100)); // nothing to tell
    }

    [Test]
    public void Huge_logits_do_no_harm() => Assert.That(TemperatureSearch.Find([[3e4, 0], [0, 3e4], [3e4, 0]], [0, 1, 1]), Is.EqualTo(100).Within(1));
}
