// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StopReasonTests
{
    private static IEnumerable<TestCaseData> Reasons()
    {
        yield return new(new NumberLimit(3), "NumberLimit(3): the number of validation losses reached 3");
        yield return new(new TimeLimit(TimeSpan.FromSeconds(2)), "TimeLimit(00:00:02): 00:00:03 have passed");
        yield return new(new Patience(2), "Patience(2): the validation loss rose 2 times in a row");
        yield return new(new NumberSinceBest(2), "NumberSinceBest(2): 2 in a row were no better than the best validation loss, 0.5");
        yield return new(new GeneralizationLoss(50), "GeneralizationLoss(50): the validation loss is 75 % above the best");
        yield return new(new Threshold(0.9), "Threshold(0.9): the validation loss fell to 0.875");
        yield return new(
            new ProgressQuotient { Window = 2 }, "ProgressQuotient(0.75): the training loss made no progress in 2 epochs");
        yield return new(
            new ProgressQuotient(0.1) { Window = 3 },
            "ProgressQuotient(0.1): the excess of the validation loss is 0.675 times the training progress");
        yield return new(new Warmup(new NumberLimit(1), 3), "Warmup(NumberLimit(1), 3): the number of validation losses reached 2");
        yield return new(
            new Patience(2) | new InvalidValue() | new NumberLimit(3),
            "Patience(2): the validation loss rose 2 times in a row; NumberLimit(3): the number of validation losses reached 3");
    }

    // GL is 100 * (0.875 - 0.5) / 0.5 = 75 %; the progress over 4 3 3 is 1000 * (10/3 - 3) / 3 = 111.1; 75 / 111.1 is 0.675.
    [TestCaseSource(nameof(Reasons))]
    [SetCulture("de-DE")]
    public void A_stop_names_the_criterion_and_the_facts(StoppingCriterion criterion, string reason) =>
        Assert.That(criterion.ReasonToStop(Recorder().Snapshot()), Is.EqualTo(reason));

    [Test]
    public void Without_validation_the_reason_speaks_of_the_training_loss()
    {
        var recorder = new TrainingRecorder(new("eager", 1, "cpu", 1));
        recorder.Add(TrainingEvent.TrainingLoss(0, 1));
        recorder.Add(TrainingEvent.TrainingLoss(1, 2));
        recorder.Add(TrainingEvent.TrainingLoss(2, 3));

        Assert.That(
            new Patience(1).ReasonToStop(recorder.Snapshot()),
            Is.EqualTo("Patience(1): the training loss rose 1 times in a row"));
    }

    [Test]
    public void A_continued_fit_is_judged_by_its_own_losses_and_time()
    {
        var recorder = TrainingRecorder.Continue(Recorder().Snapshot(), new("eager", 1, "cpu", 1));
        recorder.Add(TrainingEvent.TrainingLoss(4, 3, TimeSpan.FromSeconds(1)));
        recorder.Add(TrainingEvent.ValidationLoss(4, 1, TimeSpan.FromSeconds(1)));

        Assert.That(new Patience(1).IsMet(recorder.Snapshot()), Is.False);
        Assert.That(new TimeLimit(TimeSpan.FromSeconds(1)).IsMet(recorder.Snapshot()), Is.False);
        Assert.That(new NumberLimit(2).IsMet(recorder.Snapshot()), Is.False);

        recorder.Add(TrainingEvent.TrainingLoss(5, 3, TimeSpan.FromSeconds(1.5)));
        recorder.Add(TrainingEvent.ValidationLoss(5, 2, TimeSpan.FromSeconds(1.5)));

        Assert.That(new Patience(1).IsMet(recorder.Snapshot()), Is.True);
        Assert.That(new Patience(2).IsMet(recorder.Snapshot()), Is.False);
        Assert.That(new TimeLimit(TimeSpan.FromSeconds(1)).IsMet(recorder.Snapshot()), Is.True);
        Assert.That(new Warmup(new NumberLimit(1), 3).IsMet(recorder.Snapshot()), Is.True);
        Assert.That(new Warmup(new NumberLimit(1), 4).IsMet(recorder.Snapshot()), Is.False);
    }

    [Test]
    public void A_resumed_fit_is_judged_as_a_whole()
    {
        var recorder = TrainingRecorder.Resume(Recorder().Snapshot());
        recorder.Add(TrainingEvent.TrainingLoss(4, 3, TimeSpan.FromSeconds(1)));
        recorder.Add(TrainingEvent.ValidationLoss(4, 1, TimeSpan.FromSeconds(1)));

        Assert.That(
            new Patience(3).ReasonToStop(recorder.Snapshot()), Is.EqualTo("Patience(3): the validation loss rose 3 times in a row"));
        Assert.That(new TimeLimit(TimeSpan.FromSeconds(3.5)).IsMet(recorder.Snapshot()), Is.True);
    }

    private static TrainingRecorder Recorder()
    {
        var recorder = new TrainingRecorder(new("eager", 1, "cpu", 1));
        recorder.Add(TrainingEvent.TrainingLoss(0, 5));
        foreach (var (epoch, training, validation) in new[] { (1, 4.0, 0.5), (2, 3.0, 0.625), (3, 3.0, 0.875) })
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, training, TimeSpan.FromSeconds(epoch)));
            recorder.Add(TrainingEvent.ValidationLoss(epoch, validation, TimeSpan.FromSeconds(epoch)));
        }

        return recorder;
    }
}
