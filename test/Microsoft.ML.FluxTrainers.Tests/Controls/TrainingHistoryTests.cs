// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TrainingHistoryTests
{
    private static readonly TrainingSetup _setup = new("eager", 2, "cpu", 42);

    [Test]
    public void Tells_losses_metrics_setup_and_the_reason_of_the_stop()
    {
        var history = Recorded(2).Snapshot();

        Assert.That(history.TrainingLosses, Is.EqualTo([1.0, 0.5, 0.25]));
        Assert.That(history.ValidationLosses, Is.EqualTo([0.75, 0.5]));
        Assert.That(history.MetricNames, Is.EqualTo(["accuracy"]));
        Assert.That(history.Metric("accuracy"), Is.EqualTo([0.5, 0.75]));
        Assert.That(history.Metric("AUC"), Is.Empty);
        Assert.That(history.Epochs, Is.EqualTo(2));
        Assert.That(history.StopReason, Is.EqualTo("NumberLimit(2): enough"));
        Assert.That(history.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That((history.Runner, history.Threads, history.Device, history.Seed), Is.EqualTo(("eager", 2, "cpu", 42)));
        Assert.That(history.Events, Has.Count.EqualTo(8));
    }

    [Test]
    public void An_empty_history_has_no_epochs()
    {
        var history = new TrainingRecorder(_setup).Snapshot();

        Assert.That((history.Epochs, history.StopReason, history.Elapsed), Is.EqualTo((0, (string?)null, TimeSpan.Zero)));
        Assert.That(history.Events, Is.Empty);
    }

    [Test]
    public void A_snapshot_stays_as_it_is_and_cannot_be_written_to()
    {
        var recorder = Recorded(2);
        var before = recorder.Snapshot();
        var events = before.Events.ToArray();
        for (var epoch = 3; epoch <= 1000; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, epoch));
        }

        Assert.That(before.Events, Is.EqualTo(events));
        Assert.That(before.TrainingLosses, Is.EqualTo([1.0, 0.5, 0.25]));
        Assert.That(recorder.Snapshot().TrainingLosses, Has.Count.EqualTo(1001));
        Assert.That(() => ((IList<double>)before.TrainingLosses)[0] = 7, Throws.TypeOf<NotSupportedException>());
    }

    [Test]
    public void Readers_on_other_threads_see_whole_prefixes_while_it_grows()
    {
        const int epochs = 20_000;
        var recorder = new TrainingRecorder(_setup);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            TrainingHistory history;
            do
            {
                history = recorder.Snapshot();
                for (var i = 0; i < history.TrainingLosses.Count; i += 97)
                {
                    if (history.TrainingLosses[i] != i || history.Events[i].Epoch != i)
                    {
                        return false;
                    }
                }
            }
            while (history.Epochs < epochs);
            return true;
        })).ToArray();
        for (var epoch = 0; epoch <= epochs; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, epoch));
        }

        Assert.That(Task.WhenAll(readers).GetAwaiter().GetResult(), Is.All.True);
    }

    [TestCase(2, TestName = "A training loss that skips an epoch is refused")]
    [TestCase(0, TestName = "A training loss that repeats an epoch is refused")]
    public void Refuses_a_training_loss_of_a_wrong_epoch(int epoch)
    {
        var recorder = new TrainingRecorder(_setup);
        recorder.Add(TrainingEvent.TrainingLoss(0, 1));

        Assert.That(
            () => recorder.Add(TrainingEvent.TrainingLoss(epoch, 1)),
            Throws.TypeOf<ArgumentException>()
                .With.Message.StartsWith($"The TrainingLoss of epoch {epoch} came when epoch 1 was due."));
    }

    [Test]
    public void Refuses_an_event_of_an_earlier_epoch() =>
        Assert.That(
            () => Recorded(2).Add(TrainingEvent.Note(1, "late")),
            Throws.TypeOf<ArgumentException>().With.Message.StartsWith("The Note of epoch 1 came when epoch 2 was due."));

    [Test]
    public void The_history_of_two_stages_equals_that_of_one_go()
    {
        var stages = TrainingRecorder.Continue(Recorded(2).Snapshot(), _setup);
        Record(stages, 3, 4, offset: 2);
        var (two, one) = (stages.Snapshot(), Recorded(4).Snapshot());

        Assert.That(two.TrainingLosses, Is.EqualTo(one.TrainingLosses));
        Assert.That(two.ValidationLosses, Is.EqualTo(one.ValidationLosses));
        Assert.That(two.Elapsed, Is.EqualTo(one.Elapsed));
        Assert.That(WithoutStops(two), Is.EqualTo(WithoutStops(one)));

        static IEnumerable<TrainingEvent> WithoutStops(TrainingHistory history) =>
            history.Events.Where(other => other.Kind != TrainingEventKind.Stop);
    }

    [Test]
    public void The_reason_is_that_of_the_latest_fit()
    {
        var recorder = TrainingRecorder.Continue(Recorded(2).Snapshot(), _setup);
        Assert.That(recorder.Snapshot().StopReason, Is.Null);

        recorder.Add(TrainingEvent.Stop(2, "cancelled"));
        Assert.That(recorder.Snapshot().StopReason, Is.EqualTo("cancelled"));
    }

    [Test]
    [SetCulture("de-DE")]
    public void Prints_the_last_ten_epochs()
    {
        var lines = Recorded(12).Snapshot().ToString().Split('\n');

        Assert.That(lines, Has.Length.EqualTo(12));
        Assert.That(lines[0], Is.EqualTo("epoch  training loss  validation loss  accuracy  seconds"));
        Assert.That(lines[1], Is.EqualTo("    3          0.125            0.375     0.875     3.00"));
        Assert.That(lines[10], Does.StartWith("   12  "));
        Assert.That(
            lines[11], Is.EqualTo("12 epochs in 12.00 s on cpu (eager, threads: 2, seed: 42), stopped by NumberLimit(12): enough"));
    }

    [Test]
    public void Prints_a_short_history_from_epoch_0_with_what_is_there()
    {
        var recorder = new TrainingRecorder(_setup);
        recorder.Add(TrainingEvent.TrainingLoss(0, double.NaN));

        Assert.That(
            recorder.Snapshot().ToString(),
            Is.EqualTo(
                "epoch  training loss  validation loss  seconds\n"
                + "    0            NaN                -     0.00\n"
                + "0 epochs in 0.00 s on cpu (eager, threads: 2, seed: 42)"));
    }

    [Test]
    public void An_event_needs_an_epoch_a_time_and_its_words()
    {
        Assert.That(() => TrainingEvent.TrainingLoss(-1, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => TrainingEvent.ValidationLoss(0, 0, TimeSpan.FromTicks(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => TrainingEvent.Metric(0, "", 0), Throws.TypeOf<ArgumentException>());
        Assert.That(() => TrainingEvent.Stop(0, ""), Throws.TypeOf<ArgumentException>());
        Assert.That(() => TrainingEvent.Note(0, null!), Throws.TypeOf<ArgumentException>());
    }

    private static TrainingRecorder Recorded(int epochs)
    {
        var recorder = new TrainingRecorder(_setup);
        recorder.Add(TrainingEvent.TrainingLoss(0, 1));
        Record(recorder, 1, epochs, offset: 0);
        return recorder;
    }

    private static void Record(TrainingRecorder recorder, int first, int last, int offset)
    {
        for (var epoch = first; epoch <= last; epoch++)
        {
            var half = Math.Pow(2, -epoch);
            var elapsed = TimeSpan.FromSeconds(epoch - offset);
            recorder.Add(TrainingEvent.TrainingLoss(epoch, half, elapsed));
            recorder.Add(TrainingEvent.ValidationLoss(epoch, 0.25 + half, elapsed));
            recorder.Add(TrainingEvent.Metric(epoch, "accuracy", 1 - half, elapsed));
        }

        recorder.Add(TrainingEvent.Stop(last, $"NumberLimit({last}): enough", TimeSpan.FromSeconds(last - offset)));
    }
}
