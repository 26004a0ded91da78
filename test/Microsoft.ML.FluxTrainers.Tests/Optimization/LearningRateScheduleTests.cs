// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LearningRateScheduleTests
{
    private static readonly TrainingSetup _setup = new("managed", 1, "cpu", 0);

    // One update an epoch; OneCycleLR of PyTorch was made with one update more than it was asked for.
    private static readonly Dictionary<string, (LearningRateSchedule Schedule, int Epochs)> _cases = new()
    {
        ["step"] = (new StepDecay(5, 0.3), 24),
        ["exponential"] = (new ExponentialDecay(0.9), 24),
        ["cosine"] = (new CosineDecay { FinalFactor = 0.1 }, 24),
        ["cosine-warmup"] = (new CosineDecay { WarmupShare = 0.25, InitialFactor = 0.25, FinalFactor = 0.05 }, 24),
        ["one-cycle"] = (new OneCycle { Peak = 0.5 }, 25),
        ["one-cycle-other"] = (new OneCycle { WarmupShare = 0.4, DivFactor = 10, FinalDivFactor = 100 }, 25),
        ["triangular"] = (new TriangularCycles(), 24),
        ["plateau"] = (new ReduceOnPlateau(0.5, 2), 24),
        ["plateau-other"] = (new ReduceOnPlateau(0.1, 1) { Threshold = 0.01, IsRelative = false, Cooldown = 2, MinLearningRate = 0.0005 }, 24),
    };

    private static string[] Names => [.. _cases.Keys];

    // Reference/schedules.py: torch.optim.lr_scheduler of PyTorch 1.13.
    [TestCaseSource(nameof(Names))]
    public void Has_the_rates_of_PyTorch(string name)
    {
        var reference = ReferenceFile.Read("schedules.json");
        var (schedule, epochs) = _cases[name];
        var losses = reference.GetProperty("losses").Numbers();
        var expected = reference.GetProperty("rates").GetProperty(name).Numbers();
        var rates = expected.Select((_, epoch) => schedule.RateAt(At(epoch, epochs) with { History = History(losses[..epoch]) }));

        Assert.That(expected, Has.Length.EqualTo(24));
        Assert.That(rates, Is.EqualTo(expected).AsCollection.Within(1e-9).Percent);
    }

    [Test]
    public void Every_recorded_schedule_is_tested() =>
        Assert.That(
            ReferenceFile.Read("schedules.json").GetProperty("rates").EnumerateObject().Select(one => one.Name), Is.EquivalentTo(Names));

    // MLJ's CycleLearningRate(stepsize=4, lower=0.001, upper=0.05): a rise of four steps of 0.01225, a fall of as many, and again.
    [Test]
    public void Triangular_cycles_are_those_of_MLJ() =>
        Assert.That(
            Rates(new TriangularCycles(4, 0.001, 0.05), 10),
            Is.EqualTo(new[] { 0.001, 0.01325, 0.0255, 0.03775, 0.05, 0.03775, 0.0255, 0.01325, 0.001, 0.01325 }).AsCollection.Within(1e-12));

    [TestCase(1, "2 1 2 1 2")]
    [TestCase(2, "1 1.5 2 1.5 1")]
    public void Triangular_cycles_start_low_whatever_their_length(int size, string expected) =>
        Assert.That(
            string.Join(' ', Rates(new TriangularCycles(size, 1, 2), 6).Skip(size == 1 ? 1 : 0).Take(5).Select(rate => rate.ToString(CultureInfo.InvariantCulture))),
            Is.EqualTo(expected));

    // Four updates an epoch, two epochs: update 5 of 8 is 5/8 of the way.
    [Test]
    public void A_schedule_with_an_end_moves_from_update_to_update()
    {
        var point = At(1, 2) with { Step = 1, StepsPerEpoch = 4 };

        Assert.That(new CosineDecay().RateAt(point), Is.EqualTo(0.02 * (1 + Math.Cos(Math.PI * 5 / 8)) / 2).Within(1e-15));
        Assert.That(new StepDecay(1, 0.5).RateAt(point), Is.EqualTo(0.01));
        Assert.That(point.EpochsDone, Is.EqualTo(1.25));
    }

    [Test]
    public void Warm_up_is_told_in_epochs_or_as_a_share() =>
        Assert.That(
            Rates(new CosineDecay { WarmupEpochs = 6 }, 24), Is.EqualTo(Rates(new CosineDecay { WarmupShare = 0.25 }, 24)).AsCollection.Within(1e-15));

    [Test]
    public void A_horizon_of_its_own_wins_over_the_epochs_planned() =>
        Assert.That(Rates(new CosineDecay { Epochs = 10 }, 20).Take(10), Is.EqualTo(Rates(new CosineDecay(), 10)));

    [Test]
    public void Past_its_end_a_schedule_keeps_its_last_rate()
    {
        Assert.That(Rates(new CosineDecay { Epochs = 10, FinalFactor = 0.1 }, 20).Skip(10), Is.All.EqualTo(0.002).Within(1e-15));
        Assert.That(Rates(new OneCycle { Epochs = 10 }, 20).Skip(9), Is.All.EqualTo(0.02 / 25 / 1e4).Within(1e-15));
    }

    // A quarter of the time is a quarter of the way, whatever the epoch.
    [Test]
    public void A_time_budget_is_followed_by_the_clock([Values(0, 1, 400)] int epoch)
    {
        var schedule = new CosineDecay { TimeBudget = TimeSpan.FromMinutes(4) };
        double After(double minutes) => schedule.RateAt(At(epoch, 1000) with { Elapsed = TimeSpan.FromMinutes(minutes) });

        Assert.That(After(0), Is.EqualTo(0.02));
        Assert.That(After(1), Is.EqualTo(0.02 * (1 + Math.Cos(Math.PI / 4)) / 2).Within(1e-15));
        Assert.That(After(4), Is.EqualTo(0).Within(1e-15));
        Assert.That(After(5), Is.EqualTo(0).Within(1e-15));

        var cycle = new OneCycle { TimeBudget = TimeSpan.FromMinutes(10) };
        Assert.That(cycle.RateAt(At(epoch, 1000) with { Elapsed = TimeSpan.FromMinutes(3) }), Is.EqualTo(0.02).Within(1e-15));
        Assert.That(cycle.RateAt(At(epoch, 1000) with { Elapsed = TimeSpan.FromMinutes(11) }), Is.EqualTo(0.02 / 25 / 1e4).Within(1e-15));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Horizons_of_few_updates_give_finite_rates(int epochs)
    {
        Assert.That(Rates(new OneCycle(), epochs), Is.All.InRange(0, 0.02));
        Assert.That(Rates(new OneCycle { WarmupShare = 0.5 }, epochs), Is.All.InRange(0, 0.02));
        Assert.That(Rates(new OneCycle { WarmupShare = 0 }, epochs), Is.All.InRange(0, 0.02));
        Assert.That(Rates(new CosineDecay { WarmupShare = 0.9 }, epochs), Is.All.InRange(0, 0.02));
    }

    // The training losses fall all the time; the validation losses do not, and the one before training does not count.
    [Test]
    public void A_plateau_is_one_of_the_validation_loss_where_there_is_one()
    {
        var recorder = new TrainingRecorder(_setup);
        recorder.Add(TrainingEvent.TrainingLoss(0, 10));
        recorder.Add(TrainingEvent.ValidationLoss(0, 0.1));
        double[] validation = [1, 2, 3];
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, 10 - epoch));
            recorder.Add(TrainingEvent.ValidationLoss(epoch, validation[epoch - 1]));
        }

        double Rate(int patience) => new ReduceOnPlateau(0.5, patience).RateAt(At(3, 5) with { History = recorder.Snapshot() });

        Assert.That(Rate(1), Is.EqualTo(0.01)); // 2 and 3 are two in a row; with the loss of epoch 0 there would be three
        Assert.That(Rate(2), Is.EqualTo(0.02));
    }

    [Test]
    public void A_schedule_of_ones_own_is_told_everything_and_checked()
    {
        var seen = new List<SchedulePoint>();
        var own = LearningRateSchedule.From("own", point =>
        {
            seen.Add(point);
            return point.BaseRate / (1 + point.EpochsDone);
        });
        var wrong = LearningRateSchedule.From("wrong", _ => double.NaN);
        var broken = LearningRateSchedule.From("broken", _ => throw new FormatException("what?"));

        Assert.That(own.RateAt(At(3, 5)), Is.EqualTo(0.005));
        Assert.That(seen, Is.EqualTo(new[] { At(3, 5) }));
        Assert.That(own, Is.EqualTo(LearningRateSchedule.From("own", _ => 1)).And.Not.EqualTo(wrong));
        Assert.That(
            () => wrong.RateAt(At(3, 5)),
            Throws.InvalidOperationException.With.Message.EqualTo("The schedule 'wrong' gave NaN for update 1 of 1 in epoch 4 of 5. A learning rate is a finite number of at least 0."));
        Assert.That(
            () => broken.RateAt(At(3, 5)),
            Throws.InvalidOperationException.With.Message.EqualTo("The schedule 'broken' failed for update 1 of 1 in epoch 4 of 5: what?").And.InnerException.TypeOf<FormatException>());
    }

    [Test]
    public void Settings_that_exclude_each_other_are_refused()
    {
        static void Refused(LearningRateSchedule schedule, string start) => Assert.That(
            () => new MLContext().FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { LearningRateSchedule = schedule, Epochs = 20 }),
            Throws.ArgumentException.With.Message.StartsWith(start));

        Refused(new CosineDecay { Epochs = 3, TimeBudget = TimeSpan.FromHours(1) }, "CosineDecay has both Epochs and TimeBudget");
        Refused(new OneCycle { Epochs = 3, TimeBudget = TimeSpan.FromHours(1) }, "OneCycle has both Epochs and TimeBudget");
        Refused(new CosineDecay { WarmupEpochs = 3, WarmupShare = 0.1 }, "CosineDecay has WarmupEpochs and WarmupShare");
        Refused(new CosineDecay { WarmupEpochs = 3, TimeBudget = TimeSpan.FromHours(1) }, "CosineDecay has WarmupEpochs and a TimeBudget");
        Refused(new CosineDecay { WarmupEpochs = 20 }, "CosineDecay has 20 WarmupEpochs, which leave none of its 20 epochs");
        Refused(new TriangularCycles(4, 0.1, 0.1), "TriangularCycles rises from Lower to Upper, but they are 0.1 and 0.1.");
    }

    [Test]
    public void Options_with_a_schedule_are_values_and_have_paths()
    {
        var options = new NeuralClassifierOptions { LearningRateSchedule = new CosineDecay { TimeBudget = TimeSpan.FromHours(1) } };
        var changed = options.With("LearningRateSchedule.FinalFactor", 0.5).With("Optimizer.LearningRate", 0.25);

        Assert.That(changed.Optimizer.LearningRate, Is.EqualTo(0.25));
        Assert.That(changed.LearningRateSchedule, Is.EqualTo(new CosineDecay { TimeBudget = TimeSpan.FromHours(1), FinalFactor = 0.5 }));
        Assert.That(changed.ToJson(), Does.Contain("\"$type\":\"CosineDecay\""));
    }

    private static SchedulePoint At(int epoch, int epochs) => new() { BaseRate = 0.02, Epoch = epoch, Epochs = epochs };

    private static double[] Rates(LearningRateSchedule schedule, int epochs) =>
        [.. Enumerable.Range(0, epochs).Select(epoch => schedule.RateAt(At(epoch, epochs)))];

    private static TrainingHistory History(double[] losses)
    {
        var recorder = new TrainingRecorder(_setup);
        recorder.Add(TrainingEvent.TrainingLoss(0, 2));
        for (var epoch = 1; epoch <= losses.Length; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, losses[epoch - 1]));
        }

        return recorder.Snapshot();
    }
}
