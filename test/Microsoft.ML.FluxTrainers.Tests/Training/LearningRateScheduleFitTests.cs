// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What a schedule does in a fit.</summary>
public sealed class LearningRateScheduleFitTests
{
    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8) { Dropout = 0.2 },
        BatchSize = 16,
        Epochs = 5,
        Seed = 4,
        Optimizer = new Adam(0.01),
    };

    private static readonly LearningRateSchedule[] _schedules =
    [
        new StepDecay(2, 0.5), new ExponentialDecay(0.7), new CosineDecay { Epochs = 5, WarmupShare = 0.2 }, new OneCycle { Epochs = 5, Peak = 0.1 },
        new TriangularCycles(2), new ReduceOnPlateau(0.5, 0) { Threshold = 0.5 }, LearningRateSchedule.From("own", point => 0.01 / (1 + point.EpochsDone)),
    ];

    [Test]
    public void Two_stages_equal_one_to_the_bit([ValueSource(nameof(_schedules))] LearningRateSchedule schedule, [Values] RunnerKind runner)
    {
        var options = _options with { LearningRateSchedule = schedule };
        var once = options.Fit(_rows, runner);
        var again = options.FitInTwo(_rows, runner);

        Assert.That(again.Bits(), Is.EqualTo(once.Bits()));
        Assert.That(again.History.Metric(LearningRateSchedule.MetricName), Is.EqualTo(once.History.Metric(LearningRateSchedule.MetricName)));
        Assert.That(once.Bits(), Is.Not.EqualTo((options with { LearningRateSchedule = null }).Fit(_rows, runner).Bits()));
    }

    [Test]
    public void A_plateau_of_the_validation_loss_gives_equal_stages_too()
    {
        var options = _options with { LearningRateSchedule = new ReduceOnPlateau(0.5, 0) { Threshold = 0.5 }, ValidationFraction = 0.3 };

        Assert.That(options.FitInTwo(_rows).Bits(), Is.EqualTo(options.Fit(_rows).Bits()));
    }

    // No loss is below a thousandth of the best, so each after the first halves the next rate. The second fit's first loss is the first on its rows.
    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    public void A_plateau_goes_on_where_a_later_fit_is_validated_on_other_rows_or_only_one_of_the_two(bool isFirst, bool isLater)
    {
        var options = _options with { LearningRateSchedule = new ReduceOnPlateau(0.5, 0) { Threshold = 0.999 }, Epochs = 3 };
        var context = new MLContext();
        var trainer = context.FluxTrainers.NeuralClassifier(options);
        var first = trainer.Fit(_rows[..60].ToView(context, 3), isFirst ? _rows[60..80].ToView(context, 3) : null);
        var longer = context.FluxTrainers.NeuralClassifier(options with { Epochs = 6 });
        var later = longer.Fit(_rows[..60].ToView(context, 3), isLater ? _rows[80..].ToView(context, 3) : null, first);

        Assert.That(later.History.Metric(LearningRateSchedule.MetricName), Is.EqualTo(new[] { 0.01, 0.01, 0.005, 0.0025, 0.0025, 0.00125 }));
    }

    [Test]
    public void A_constant_schedule_is_the_learning_rate([Values] RunnerKind runner)
    {
        var options = _options with { LearningRateSchedule = LearningRateSchedule.From("constant", _ => 0.002) };

        Assert.That(options.Fit(_rows, runner).Bits(), Is.EqualTo((_options with { Optimizer = new Adam(0.002) }).Fit(_rows, runner).Bits()));
    }

    // A rate of 0 but for the first batch of each epoch trains on the rows of that batch alone. 100 batches are more than one block of them.
    [Test]
    public void Each_update_has_the_rate_of_its_own_step([Values] RunnerKind runner, [Values(0, 70)] int step)
    {
        var options = _options with
        {
            Builder = new MlpBuilder(8),
            BatchSize = 1,
            Optimizer = new Sgd(0.1),
            Shuffle = Shuffle.None,
            Standardize = false,
            LearningRateSchedule = LearningRateSchedule.From("one step", point => point.Step == step ? point.BaseRate : 0),
        };
        var alone = (options with { LearningRateSchedule = null }).Fit([_rows[step]], runner);

        Assert.That(options.Fit(_rows, runner).Weights(), Is.EqualTo(alone.Weights()).Within(1e-7));
    }

    // 100 rows in batches of 16 are 7 batches; in groups of 3 batches, 3 updates.
    [TestCase(1, 7)]
    [TestCase(3, 3)]
    public void A_schedule_is_told_every_update(int accumulation, int steps)
    {
        var seen = new List<(int Epoch, int Step, int Steps, int Epochs)>();
        var histories = new List<int>();
        var schedule = LearningRateSchedule.From("told", point =>
        {
            seen.Add((point.Epoch, point.Step, point.StepsPerEpoch, point.Epochs));
            histories.Add(point.History!.Epochs - point.Epoch);
            return point.BaseRate;
        });
        (_options with { LearningRateSchedule = schedule, AccumulationSteps = accumulation, Epochs = 2 }).Fit(_rows);

        Assert.That(
            seen.Distinct(),
            Is.EqualTo(Enumerable.Range(0, 2 * steps).Select(update => (update / steps, update % steps, steps, 2))));
        Assert.That(histories, Is.All.Zero);
    }

    // StepDecay halves after two epochs; a cosine's last update of seven an epoch is 6/7 through it.
    [Test]
    public void The_history_has_the_rate_at_the_end_of_each_epoch()
    {
        double[] Rates(LearningRateSchedule? schedule) =>
            [.. (_options with { LearningRateSchedule = schedule }).Fit(_rows).History.Metric(LearningRateSchedule.MetricName)];

        Assert.That(Rates(new StepDecay(2, 0.5)), Is.EqualTo(new[] { 0.01, 0.01, 0.005, 0.005, 0.0025 }));
        Assert.That(
            Rates(new CosineDecay()),
            Is.EqualTo(Enumerable.Range(0, 5).Select(epoch => 0.01 * (1 + Math.Cos(Math.PI * ((7 * epoch) + 6) / 35)) / 2)).AsCollection.Within(1e-12));
        Assert.That(Rates(null), Is.Empty);
    }

    [Test]
    public void More_epochs_move_a_default_horizon_and_a_warning_says_so()
    {
        var options = _options with { LearningRateSchedule = new CosineDecay() };
        var warnings = Warnings(options with { Epochs = 8 }, options.Fit(_rows), out var later);

        Assert.That(warnings, Is.EqualTo(new[]
        {
            "The horizon of CosineDecay moved from 5 to 8 epochs: the training goes on with the rate of epoch 6 of 8, so it differs from one fit of 8 epochs. Set Epochs of the schedule to keep its horizon.",
        }));
        Assert.That(later.History.Metric(LearningRateSchedule.MetricName)[^1], Is.EqualTo(0.01 * (1 + Math.Cos(Math.PI * 55 / 56)) / 2).Within(1e-12));
    }

    [Test]
    public void PartialFit_moves_it_likewise()
    {
        var options = _options with { LearningRateSchedule = new OneCycle() };
        var first = options.Fit(_rows);
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        context.FluxTrainers.NeuralClassifier(options).PartialFit(_rows.ToView(context, 3), first, epochs: 2);

        Assert.That(warnings, Has.One.StartsWith("The horizon of OneCycle moved from 5 to 7 epochs"));
    }

    [Test]
    public void Nothing_is_warned_of_where_the_horizon_stays()
    {
        foreach (var schedule in new LearningRateSchedule[] { new CosineDecay { Epochs = 8 }, new StepDecay(2), new OneCycle { TimeBudget = TimeSpan.FromDays(1) } })
        {
            var options = _options with { LearningRateSchedule = schedule };
            Assert.That(Warnings(options with { Epochs = 6 }, options.Fit(_rows), out _), Is.Empty);
        }
    }

    [Test]
    public void Another_schedule_goes_on_from_the_earlier_weights_as_another_optimizer_does()
    {
        var first = _options.Fit(_rows);
        var options = _options with { Epochs = 6, LearningRateSchedule = LearningRateSchedule.From("still", _ => 0) };

        Assert.That(Warnings(options, first, out var later), Is.Empty);
        Assert.That(later.Weights(), Is.EqualTo(first.Weights()));
        Assert.That(Warnings(options with { OptimizerChangesTriggerRetraining = true }, first, out _), Has.One.Contains("LearningRateSchedule changed"));
    }

    // One update an epoch, of rate 0 but in the third.
    [Test]
    public void Lbfgs_follows_a_schedule_too()
    {
        var options = _options with
        {
            Builder = new MlpBuilder(8),
            Optimizer = new Lbfgs(),
            LearningRateSchedule = LearningRateSchedule.From("third", point => point.Epoch == 2 ? point.BaseRate : 0),
        };
        var losses = options.Fit(_rows).History.TrainingLosses;

        Assert.That(losses.Skip(1).Take(3), Is.All.EqualTo(losses[1]));
        Assert.That(losses[4], Is.LessThan(losses[1]));
        Assert.That(losses[5], Is.EqualTo(losses[4]));
    }

    // The whole of the time has passed before the first update.
    [Test]
    public void A_time_budget_is_over_when_the_time_is_over()
    {
        var options = _options with { LearningRateSchedule = new CosineDecay { TimeBudget = TimeSpan.FromTicks(1) } };

        Assert.That(options.Fit(_rows).Weights(), Is.EqualTo((options with { Epochs = 0 }).Fit(_rows).Weights()));
    }

    private static List<string> Warnings(NeuralClassifierOptions options, NeuralTransformer previous, out NeuralTransformer later)
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        later = context.FluxTrainers.NeuralClassifier(options).Fit(_rows.ToView(context, 3), previous: previous);
        return warnings;
    }
}
