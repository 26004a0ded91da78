// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LossHistoryTests
{
    // Softmax of (0, ln 3) is (1/4, 3/4), of (0, 0) it is (1/2, 1/2): losses ln 4, ln 4/3 and ln 2.
    private static readonly double[] _losses = [Math.Log(4), Math.Log(4.0 / 3), Math.Log(2)];

    private static readonly List<TestRow> _rows =
        [TestRows.Row(0, 0, MathF.Log(3)), TestRows.Row(1, 0, MathF.Log(3)), TestRows.Row(1, 0, 0)];

    // A step too small to change a single-precision number: each epoch's loss is that of the initial weights.
    private static readonly NeuralClassifierOptions _still = new()
    {
        Builder = KnownNetwork.Identity,
        Optimizer = new Sgd(1e-30),
        Standardize = false,
        Epochs = 2,
        Seed = 1,
    };

    [Test]
    public void The_first_loss_is_measured_before_any_training() =>
        Assert.That((_still with { Epochs = 0 }).Fit(_rows, 2).History.TrainingLosses, Is.EqualTo(new[] { _losses.Average() }).Within(1e-6));

    // MLJFlux takes the mean of the batches' means, in which the last row would count twice.
    [Test]
    public void A_short_last_batch_counts_by_its_rows([Values(1, 2, 3, 100)] int batchSize, [Values] RunnerKind runner) => Assert.That(
        (_still with { BatchSize = batchSize }).Fit(_rows, runner, 2).History.TrainingLosses,
        Is.EqualTo(Enumerable.Repeat(_losses.Average(), 3)).Within(1e-6));

    // Weights 1, 2, 3 have mean 2.
    [Test]
    public void Rows_count_by_their_weight_which_has_mean_one([Values(1, 2, 3)] int batchSize, [Values] RunnerKind runner)
    {
        var rows = _rows.Select((row, i) => new TestRow { Features = row.Features, Label = row.Label, Weight = i + 1 }).ToList();
        var options = _still with { BatchSize = batchSize, ExampleWeightColumnName = "Weight" };
        var expected = ((_losses[0] * 1) + (_losses[1] * 2) + (_losses[2] * 3)) / (3 * 2);

        Assert.That(options.Fit(rows, runner, 2).History.TrainingLosses, Is.EqualTo(Enumerable.Repeat(expected, 3)).Within(1e-6));
    }

    // Many blocks of many batches: 64 batches of 2 rows are a block.
    [Test]
    public void All_rows_count_whatever_their_number([Values] RunnerKind runner)
    {
        var rows = Enumerable.Range(0, 1001).Select(i => _rows[i % 3]).ToList();
        var expected = Enumerable.Range(0, 1001).Average(i => _losses[i % 3]);

        Assert.That((_still with { BatchSize = 2 }).Fit(rows, runner, 2).History.TrainingLosses, Is.All.EqualTo(expected).Within(1e-6));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(7)]
    public void There_is_one_loss_more_than_epochs(int epochs)
    {
        var history = (_still with { Epochs = epochs }).Fit(_rows, 2).History;

        Assert.That(history.TrainingLosses, Has.Count.EqualTo(epochs + 1));
        Assert.That(history.Epochs, Is.EqualTo(epochs));
        Assert.That(history.StopReason, Is.EqualTo($"all {epochs} epochs done"));
    }

    [Test]
    public void The_log_gets_each_epoch()
    {
        var context = new MLContext();
        var messages = context.Listen(ChannelMessageKind.Info);
        _still.Fit(context, _rows, 2);

        Assert.That(messages, Has.Some.EqualTo("Before training: loss 0.789041"));
        Assert.That(messages, Has.Some.EqualTo("Epoch 1/2: training loss 0.789041"));
        Assert.That(messages, Has.Some.EqualTo("Epoch 2/2: training loss 0.789041"));
        Assert.That(messages.Count(message => message.Contains("loss", StringComparison.Ordinal)), Is.EqualTo(3));
    }

    [Test]
    public void It_tells_where_the_training_was()
    {
        var history = (_still with { Seed = 77, Device = Device.Cpu }).Fit(_rows, 2, new TrainingRun { Threads = 2, Runner = RunnerKind.Eager }).History;

        Assert.That((history.Seed, history.Device, history.Threads, history.Runner), Is.EqualTo((77, "cpu", 2, "eager")));
    }

    // 784 x 512 and more parameters times 64 rows are enough work for all cores; ten parameters are not.
    [Test]
    public void Small_networks_train_on_one_thread_and_large_ones_on_all()
    {
        var wide = Enumerable.Range(0, 64).Select(i => TestRows.Row((uint)(i % 2), new float[784])).ToList();
        var large = _still with { Builder = new MlpBuilder(512), BatchSize = 64, Epochs = 0 };

        Assert.That(_still.Fit(_rows, 2).History.Threads, Is.EqualTo(1));
        Assert.That(large.Fit(wide, 2).History.Threads, Is.EqualTo(Environment.ProcessorCount));
    }
}
