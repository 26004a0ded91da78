// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Criteria where training and validation losses mix; PQ's table is that of the tests of EarlyStopping.jl 0.3.0.</summary>
public sealed class MixedLossesTests
{
    // Per line: the training losses, then the validation loss. With a window of 2 the comments give progress, GL and PQ.
    private static readonly double[][] _table =
    [
        [9.5, 9.3, 10], //            10.8    0     0
        [9.3, 9.1, 8.9, 8], //        11.2    0     0
        [8.3, 8.4, 9], //              6.02  12.5   2.08
        [9.9, 9.5, 10], //            21.2   25     1.18
        [10.6, 10.4, 11], //           9.61  37.5   3.90
        [8888, 11.8, 11.7, 12], //     4.27  50    11.7
        [11.6, 11.4, 12], //           8.77  50     5.70
        [12.2, 12.1, 13], //           4.13  62.5  15.1
        [14.5, 14.1, 14],
        [13.9, 13.7, 15],
        [12.5, 12.3, 16],
        [11.2, 11.0, 17],
        [10.5, 10.3, 16],
    ];

    [TestCase(2.0, 3)]
    [TestCase(3.8, 5)]
    [TestCase(11.6, 6)]
    [TestCase(15.1, 8)]
    [TestCase(15.3, null)]
    public void ProgressQuotient_stops_above_that_ratio(double ratio, int? validation) =>
        Assert.That(StoppingTime.Of(new ProgressQuotient(ratio) { Window = 2 }, Events(_table)), Is.EqualTo(validation));

    [Test]
    public void ProgressQuotient_stops_when_training_makes_no_progress()
    {
        var ofTwo = new ProgressQuotient(1e9) { Window = 2 };
        var ofFive = new ProgressQuotient(1e9);

        Assert.That(StoppingTime.Of(ofTwo, Events([[10, 9, 10], [8, 8, 5], [8, 8, 5]])), Is.EqualTo(2));
        Assert.That(StoppingTime.Of(ofFive, Events([[1, 1, 10], [1, 1, 5], [1, 5]])), Is.EqualTo(3)); // five losses at last
    }

    // By hand: epoch by epoch 4 5 6 rise; their progress over 2 losses is 1000 * (4.5 - 4) / 4 = 125, GL is 25 %, so PQ is 0.2.
    [TestCase(0.19, 2)]
    [TestCase(0.21, 3)] // 1000 * (5.5 - 5) / 5 = 100, GL is 50 %, PQ is 0.5
    [TestCase(0.51, null)]
    public void ProgressQuotient_reads_the_training_losses_where_nothing_is_held_out(double ratio, int? epoch) =>
        Assert.That(StoppingTime.Of(new ProgressQuotient(ratio) { Window = 2 }, Training(9, 4, 5, 6)), Is.EqualTo(epoch));

    [Test]
    public void Other_criteria_read_the_validation_losses_only()
    {
        var falling = Events([[1, 9], [2, 8], [3, 7], [4, 6]]);

        Assert.That(StoppingTime.Of(new Patience(1), falling), Is.Null);
        Assert.That(StoppingTime.Of(new NumberLimit(3), falling), Is.EqualTo(3));
        Assert.That(StoppingTime.Of(new Threshold(6.5), falling), Is.EqualTo(4));
    }

    [Test]
    public void Without_validation_losses_they_read_the_training_losses_after_epoch_0()
    {
        var rising = Training(1, 2, 3, 4); // 1 is epoch 0

        Assert.That(StoppingTime.Of(new Patience(2), rising), Is.EqualTo(3));
        Assert.That(StoppingTime.Of(new Threshold(1.5), rising), Is.Null);
    }

    [Test]
    public void InvalidValue_finds_a_training_loss_and_stops_with_its_cycle() =>
        Assert.That(StoppingTime.Of(new InvalidValue(), Events([[1, 2, 9], [3, double.NaN, 4, 8], [5, 7]])), Is.EqualTo(2));

    // Updates: T O | T O | T O | T O. Three hidden leave O2 T3 O3 T4 O4, of which O3 is the second O.
    [TestCase(1, 2)]
    [TestCase(2, 3)]
    [TestCase(3, 3)]
    [TestCase(4, 4)]
    [TestCase(5, 4)]
    [TestCase(6, null)]
    public void Warmup_counts_training_and_validation_losses(int updates, int? epoch)
    {
        var criterion = new Warmup(new NumberLimit(2), updates);
        var nested = new Warmup(new Warmup(new NumberLimit(2), 1), Math.Max(1, updates - 1));

        Assert.That(StoppingTime.Of(criterion, Events([[1, 9], [2, 8], [3, 7], [4, 6]])), Is.EqualTo(epoch));
        Assert.That(StoppingTime.Of(criterion, Training(0, 1, 2, 3, 4)), Is.EqualTo(epoch), "without validation");
        if (updates > 1)
        {
            Assert.That(StoppingTime.Of(nested, Events([[1, 9], [2, 8], [3, 7], [4, 6]])), Is.EqualTo(epoch), "nested");
            Assert.That(StoppingTime.Of(nested, Training(0, 1, 2, 3, 4)), Is.EqualTo(epoch), "nested, without validation");
        }
    }

    [TestCase(10, 3)]
    [TestCase(9, 2)]
    public void TimeLimit_stops_once_more_time_has_passed(int seconds, int epoch) =>
        Assert.That(StoppingTime.Of(new TimeLimit(TimeSpan.FromSeconds(seconds)), Timed(5, 10, 15, 20)), Is.EqualTo(epoch));

    [Test]
    public void TimeLimit_within_Warmup_counts_from_the_last_hidden_loss() =>
        Assert.That(StoppingTime.Of(new Warmup(new TimeLimit(TimeSpan.FromSeconds(9)), 2), Timed(5, 10, 15, 20)), Is.EqualTo(4));

    private static List<TrainingEvent> Events(double[][] cycles)
    {
        List<TrainingEvent> events = [TrainingEvent.TrainingLoss(0, double.NaN), TrainingEvent.ValidationLoss(0, double.NaN)];
        var epoch = 0;
        foreach (var cycle in cycles)
        {
            events.AddRange(cycle[..^1].Select(loss => TrainingEvent.TrainingLoss(++epoch, loss)));
            events.Add(TrainingEvent.Metric(epoch, "accuracy", 0.5));
            events.Add(TrainingEvent.ValidationLoss(epoch, cycle[^1]));
        }

        return events;
    }

    private static List<TrainingEvent> Training(params double[] losses) =>
        [.. losses.Select((loss, epoch) => TrainingEvent.TrainingLoss(epoch, loss))];

    private static List<TrainingEvent> Timed(params int[] seconds) =>
        [.. seconds.Select((second, index) => TrainingEvent.ValidationLoss(index + 1, 1, TimeSpan.FromSeconds(second)))];
}
