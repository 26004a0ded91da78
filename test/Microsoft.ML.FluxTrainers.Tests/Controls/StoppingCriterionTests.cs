// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The stopping indices are those of the tests of EarlyStopping.jl 0.3.0, except where a comment works them out.</summary>
public sealed class StoppingCriterionTests
{
    private static readonly double[] _losses = [10, 8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 17, 16];
    private static readonly double[] _twoDips = [10, 9, 8, 9, 10, 7, 10, 10, 10, 10];

    [Test]
    public void Never_does_not_stop() => Assert.That(StoppingTime.Of(new Never(), [.. _losses, double.NaN]), Is.Null);

    [Test]
    public void NumberLimit_stops_at_that_loss([Range(1, 13)] int count) =>
        Assert.That(StoppingTime.Of(new NumberLimit(count), _losses), Is.EqualTo(count));

    [TestCase(1, 3)]
    [TestCase(2, 4)]
    [TestCase(3, 5)]
    [TestCase(4, 6)]
    [TestCase(5, 12)]
    [TestCase(6, null)]
    public void Patience_stops_after_that_many_increases_in_a_row(int count, int? epoch) =>
        Assert.That(StoppingTime.Of(new Patience(count), _losses), Is.EqualTo(epoch));

    [TestCase(1, 3)]
    [TestCase(2, 4)]
    [TestCase(3, 5)]
    [TestCase(4, 6)]
    [TestCase(5, 7)]
    [TestCase(6, 8)]
    public void NumberSinceBest_stops_that_many_losses_after_the_best(int count, int epoch) =>
        Assert.That(StoppingTime.Of(new NumberSinceBest(count), _losses), Is.EqualTo(epoch));

    [TestCase(2, 5)]
    [TestCase(3, 9)]
    public void NumberSinceBest_starts_again_at_a_better_loss(int count, int epoch) =>
        Assert.That(StoppingTime.Of(new NumberSinceBest(count), _twoDips), Is.EqualTo(epoch));

    // By hand: the best is epoch 2; 5, 5 tie with it and NaN is worse, so the third after it is epoch 5.
    [Test]
    public void NumberSinceBest_takes_a_tie_and_NaN_as_no_better() =>
        Assert.That(StoppingTime.Of(new NumberSinceBest(3), double.NaN, 5, 5, 5, double.NaN), Is.EqualTo(5));

    [TestCase(12, 3)]
    [TestCase(20, 4)]
    [TestCase(40, 6)]
    [TestCase(90, 11)]
    [TestCase(110, 12)]
    [TestCase(1000, null)]
    public void GeneralizationLoss_stops_above_that_percentage(double percent, int? epoch) =>
        Assert.That(StoppingTime.Of(new GeneralizationLoss(percent), _losses), Is.EqualTo(epoch));

    // By hand: 100 * (-1 - -2) / 2 = 50 at the third loss; any excess over 0 is infinite.
    [Test]
    public void GeneralizationLoss_measures_losses_below_zero_and_at_zero_too()
    {
        Assert.That(StoppingTime.Of(new GeneralizationLoss(49), -1, -2, -1), Is.EqualTo(3));
        Assert.That(StoppingTime.Of(new GeneralizationLoss(51), -1, -2, -1), Is.Null);
        Assert.That(StoppingTime.Of(new GeneralizationLoss(1e9), 0, 0, 1e-9), Is.EqualTo(3));
    }

    // A metric that cannot be told at first, such as the logarithmic error of a score below -1, is not the best for ever: 100 * (3 - 2) / 2 = 50 at the fourth loss.
    [Test]
    public void GeneralizationLoss_takes_no_NaN_for_the_best()
    {
        Assert.That(StoppingTime.Of(new GeneralizationLoss(49), double.NaN, 2, double.NaN, 3), Is.EqualTo(4));
        Assert.That(StoppingTime.Of(new GeneralizationLoss(51), double.NaN, 2, double.NaN, 3), Is.Null);
        Assert.That(StoppingTime.Of(new GeneralizationLoss(1), double.NaN, double.NaN), Is.Null);
    }

    [TestCase(2.5, 4)]
    [TestCase(0, null)]
    public void Threshold_stops_below_the_value(double value, int? epoch) =>
        Assert.That(StoppingTime.Of(new Threshold(value), 12, 32, 3, 2, 5, 7), Is.EqualTo(epoch));

    [Test]
    public void Threshold_goes_on_at_the_value() => Assert.That(StoppingTime.Of(new Threshold(3), 4, 3, 2), Is.EqualTo(3));

    [Test]
    public void InvalidValue_stops_at_the_first_loss_that_is_no_number(
        [Range(1, 13)] int epoch, [Values(double.NaN, double.PositiveInfinity, double.NegativeInfinity)] double loss)
    {
        double[] losses = [.. _losses];
        losses[epoch - 1] = loss;

        Assert.That(StoppingTime.Of(new InvalidValue(), losses), Is.EqualTo(epoch));
        Assert.That(StoppingTime.Of(new InvalidValue(), _losses), Is.Null);
    }

    [Test]
    public void Warmup_hides_that_many_losses([Range(1, 12)] int updates) =>
        Assert.That(StoppingTime.Of(new Warmup(new NumberLimit(1), updates), _losses), Is.EqualTo(updates + 1));

    // By hand: without the first two losses, 9 10 11 rise twice by the fifth; without the first seven, 13 is the first that counts.
    [TestCase(2, 5)]
    [TestCase(7, 10)]
    public void Warmup_lets_the_criterion_start_afresh(int updates, int epoch)
    {
        Assert.That(StoppingTime.Of(new Warmup(new Patience(2), updates), _losses), Is.EqualTo(epoch));
        Assert.That(StoppingTime.Of(new Warmup(new Warmup(new Patience(2), 1), updates - 1), _losses), Is.EqualTo(epoch));
    }

    [Test]
    public void AnyOf_stops_with_the_first()
    {
        Assert.That(StoppingTime.Of(new Patience(3) | new NumberLimit(9), _losses), Is.EqualTo(5));
        Assert.That(StoppingTime.Of(new Patience(5) | new NumberLimit(9), _losses), Is.EqualTo(9));
    }

    [Test]
    public void Combining_drops_what_is_doubled_and_what_never_stops()
    {
        var both = new Patience() | new TimeLimit();

        Assert.That(both, Is.EqualTo(new AnyOf([new Patience(5), new TimeLimit(TimeSpan.FromMinutes(30))])));
        Assert.That(both | new Patience(5) | new Never(), Is.EqualTo(both));
        Assert.That(new Patience() | new Patience(), Is.EqualTo(new Patience()));
        Assert.That(new Never() | new Patience(), Is.EqualTo(new Patience()));
        Assert.That(new Never() | new Never(), Is.EqualTo(new Never()));
    }

    [Test]
    [SetCulture("de-DE")]
    public void Prints_as_it_is_written_in_code()
    {
        var criterion = new NumberLimit() | new Warmup(new Patience(), 3) | new GeneralizationLoss(1.5)
            | new Threshold() | new TimeLimit();

        Assert.That(
            criterion.ToString(),
            Is.EqualTo("NumberLimit(100) | Warmup(Patience(5), 3) | GeneralizationLoss(1.5) | Threshold(0) | TimeLimit(00:30:00)"));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return new(() => new NumberLimit(0), "Count must be a positive integer.");
        yield return new(() => new Patience() with { Count = 0 }, "Count must be a positive integer.");
        yield return new(() => new NumberSinceBest(-1), "Count must be a positive integer.");
        yield return new(() => new TimeLimit(TimeSpan.Zero), "Limit must be a time greater than 0.");
        yield return new(() => new GeneralizationLoss(0), "Percent must be a finite number greater than 0.");
        yield return new(() => new GeneralizationLoss(double.NaN), "Percent must be a finite number greater than 0.");
        yield return new(() => new ProgressQuotient(0), "Ratio must be a finite number greater than 0.");
        yield return new(() => new ProgressQuotient { Window = 1 }, "Window must be an integer of at least 2.");
        yield return new(() => new ProgressQuotient { Tolerance = 0 }, "Tolerance must be a finite number greater than 0.");
        yield return new(() => new Threshold(double.NaN), "Value must be a finite number.");
        yield return new(() => new Warmup(new Patience(), 0), "Updates must be a positive integer.");
        yield return new(() => new Warmup(null!), "Criterion must not be null.");
        yield return new(() => new AnyOf([]), "Criteria must hold at least one criterion");
        yield return new(() => new AnyOf([null!]), "Criteria must hold at least one criterion");
        yield return new(() => new Patience() | null!, "right must not be null.");
    }

    [TestCaseSource(nameof(Refused))]
    public void A_bad_setting_is_refused(Func<object> make, string message) =>
        Assert.That(() => make(), Throws.InstanceOf<ArgumentException>().With.Message.StartsWith(message));

    private static IEnumerable<StoppingCriterion> All()
    {
        yield return new Never();
        yield return new NumberLimit(7);
        yield return new TimeLimit(TimeSpan.FromTicks(1));
        yield return new Patience(7);
        yield return new NumberSinceBest(7);
        yield return new GeneralizationLoss(0.1);
        yield return new ProgressQuotient(0.1) { Window = 7, Tolerance = 1e-300 };
        yield return new Threshold(-1e300);
        yield return new InvalidValue();
        yield return new Warmup(new Warmup(new Patience(), 2), 3) | new NumberLimit();
    }

    [TestCaseSource(nameof(All))]
    public void Is_stored_as_options_are(StoppingCriterion criterion) =>
        Assert.That(OptionsJson.Read<StoppingCriterion>(OptionsJson.Write(criterion), SampleOptions.Named), Is.EqualTo(criterion));

    [TestCaseSource(nameof(All))]
    public void Goes_on_while_there_is_no_loss(StoppingCriterion criterion) =>
        Assert.That(criterion.IsMet(new TrainingRecorder(new("eager", 1, "cpu", 1)).Snapshot()), Is.False);
}
