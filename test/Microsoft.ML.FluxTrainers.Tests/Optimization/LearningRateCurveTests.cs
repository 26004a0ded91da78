// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LearningRateCurveTests
{
    // Keeping 0.9, with the bias taken out: 4; (0.9 * 4 * 0.1 + 0.1 * 2) / 0.19 = 2.947368; (0.81 * 0.4 + 0.9 * 0.2 + 0.1) / 0.271 = 2.228782.
    [Test]
    public void Losses_are_smoothed_without_the_bias_of_the_start()
    {
        var curve = Curve(4, 2, 1);

        Assert.That(curve.SmoothedLosses, Is.EqualTo(new[] { 4, 2.947368421, 2.228782288 }).AsCollection.Within(1e-8));
        Assert.That(curve.Losses, Is.EqualTo(new[] { 4.0, 2, 1 }));
        Assert.That(curve.Rates, Is.EqualTo(new[] { 1.0, 10, 100 }));
    }

    // Smoothed: 4, 2.95, 2.23, 4.49 (= (0.729 * 0.4 + 0.81 * 0.2 + 0.9 * 0.1 + 1) / 0.3439): lowest at 100; the steepest of the neighbors' differences is that at 10.
    [Test]
    public void The_suggestion_is_the_rate_of_the_steepest_fall()
    {
        var curve = Curve(4, 2, 1, 10);

        Assert.That(curve.Suggestion, Is.EqualTo(10));
        Assert.That(curve.Steepest, Is.EqualTo(10));
        Assert.That(curve.ToString(), Does.StartWith("learning rate  smoothed loss\n            1              4\n").And.EndsWith("\nsuggestion: 10"));
    }

    // Smoothed: 4, 3.95, 2.86, 2.29, 1.95, 5.59: lowest at 10000, steepest at 100, from 3.95 to 2.29.
    [Test]
    public void Not_so_the_rate_of_the_lowest_loss_which_is_too_high()
    {
        var curve = Curve(4, 3.9, 1, 0.9, 0.89, 20);

        Assert.That(curve.SmoothedLosses, Is.EqualTo(new[] { 4, 3.947, 2.860, 2.290, 1.948, 5.800 }).AsCollection.Within(1e-3));
        Assert.That(curve.Steepest, Is.EqualTo(100));
        Assert.That(curve.Suggestion, Is.EqualTo(100));
    }

    // Smoothed: 4, 4, 4.74, 3.36, 3.39: lowest at 1000, where the difference of its neighbors is the most negative too.
    [Test]
    public void It_is_at_most_a_tenth_of_that_rate()
    {
        var curve = Curve(4, 4, 6, 0, 3.5);

        Assert.That(curve.Steepest, Is.EqualTo(1000));
        Assert.That(curve.Suggestion, Is.EqualTo(100));
    }

    // A batch that happens to be hard, and then one that is easy, before rates have any effect: 13 rates a decade, and the loss falls about 1e-3 only.
    [Test]
    public void Chance_at_the_start_is_not_taken_for_a_fall()
    {
        double[] rates = [.. Enumerable.Range(0, 92).Select(at => 1e-7 * Math.Pow(10, at / 13.0))];
        double[] losses = [.. rates.Select((rate, at) => at == 0 ? 3 : at == 1 ? 0.5 : 1 - (0.5 / (1 + Math.Pow(1e-3 / rate, 2))) + (at % 2 * 0.05))];

        var curve = new LearningRateCurve(rates, losses);

        Assert.That(curve.SmoothedLosses[0] - curve.SmoothedLosses[2], Is.GreaterThan(1), "which is more than the loss falls later");
        Assert.That(curve.Steepest, Is.InRange(1e-3, 3e-3)); // a running mean of 10 updates is behind by some
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(1000)]
    public void The_curve_ends_before_it_explodes(double loss) => Assert.That(Curve(4, 2, 1, loss, 1).Rates, Is.EqualTo(new[] { 1.0, 10, 100 }));

    [Test]
    public void A_loss_that_never_falls_gives_no_suggestion()
    {
        var curve = Curve(1, 2, 3);

        Assert.That(curve.Suggestion, Is.Null);
        Assert.That(curve.Steepest, Is.Null);
        Assert.That(curve.ToString(), Does.EndWith("no suggestion: the loss never fell"));
    }

    [Test]
    public void Nothing_is_suggested_where_no_loss_is_finite()
    {
        Assert.That(Curve(double.NaN).Suggestion, Is.Null);
        Assert.That(Curve(double.NaN).Rates, Is.Empty);
    }

    private static LearningRateCurve Curve(params double[] losses) => new([.. losses.Select((_, at) => Math.Pow(10, at))], losses);
}
