// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What <see cref="TrainingAction.WatchNetwork"/> finds.</summary>
public sealed class WatchNetworkTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new MlpBuilder(8), BatchSize = 16, Epochs = 4, Seed = 4, ValidationFraction = 0.2 };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    [Test]
    public void A_histogram_counts_every_number_of_its_tensor([Values] RunnerKind runner)
    {
        using var model = Fit(_options, runner);
        var weights = model.History.Weights;
        var tensors = model.Model.Network.State.Tensors;

        Assert.That(weights.Select(one => (one.Epoch, one.Name)), Is.EqualTo(
            Enumerable.Range(0, 5).SelectMany(epoch => tensors.Select(tensor => (epoch, tensor.Name)))));
        Assert.That(weights.Select(one => one.Counts.Sum()), Is.EqualTo(
            Enumerable.Range(0, 5).SelectMany(_ => tensors.Select(tensor => tensor.Values.Length))));
        Assert.That(weights[^2].Low, Is.EqualTo(Last(runner, ^2).Min()));
        Assert.That(weights[^2].High, Is.EqualTo(Last(runner, ^2).Max()));
    }

    [TestCase("managed")]
    [TestCase("eager")]
    [TestCase("own")]
    public void Watching_changes_nothing_of_the_model(string kind)
    {
        var options = _options with
        {
            Builder = kind == "own" ? StochasticNetwork.Builder : new MlpBuilder(8) { Dropout = 0.2 },
            ValidationFraction = 0,
        };
        var runner = kind == "managed" ? RunnerKind.Auto : RunnerKind.Eager;

        Assert.That(Fit(options, runner).Bits(), Is.EqualTo(options.Fit(_rows, runner).Bits()));
    }

    // The second of four units has a bias of -1000: no row reaches it.
    [Test]
    public void A_dead_unit_is_found([Values] RunnerKind runner)
    {
        var builder = NetworkBuilder.From("dead", _ =>
        {
            var layer = nn.Linear(2, 4);
            using var off = no_grad();
            layer.bias!.copy_(tensor(new float[] { 5, -1000, 5, 5 }));
            layer.weight!.copy_(tensor(new float[] { 0.1f, 0.2f, 0.3f, 0.4f, -0.5f, 0.1f, 0.2f, -0.3f }, 4, 2));
            return nn.Sequential(("dense0", layer), ("relu0", nn.ReLU()), ("output", nn.Linear(4, 3)));
        });
        var context = new MLContext();
        var warnings = context.Listen(Microsoft.ML.Runtime.ChannelMessageKind.Warning);
        using var model = (_options with { Builder = builder }).Fit(context, _rows, run: Watched(runner));

        Assert.That(model.History.DeadUnits.Select(one => (one.Layer, one.Epoch, one.Dead, one.Units, one.Rows)), Is.EqualTo(
            Enumerable.Range(0, 5).Select(epoch => ("relu0", epoch, 1, 4, 20))));
        Assert.That(warnings, Has.Exactly(1).Contains("1 of 4 units of relu0 are 0 on all 20 rows looked at after epoch 1, and so learn nothing"));
        Assert.That(Notes(model), Has.Exactly(1).Contains("1 of 4 units of relu0"));
    }

    // A unit of a convolution is a channel: the first of two is dead, its bias being -1000.
    [Test]
    public void A_dead_channel_is_found()
    {
        var builder = NetworkBuilder.From("dead channel", _ =>
        {
            var layer = nn.Conv1d(1, 2, 1);
            using var off = no_grad();
            layer.bias!.copy_(tensor(new float[] { -1000, 5 }));
            return nn.Sequential(("rows", nn.Unflatten(1, [1, 2])), ("conv", layer), ("relu", nn.ReLU()), ("flat", nn.Flatten()), ("output", nn.Linear(4, 3)));
        });
        using var model = (_options with { Builder = builder, Epochs = 1 }).Fit(_rows, run: Watched(RunnerKind.Eager));

        Assert.That(model.History.DeadUnits.Select(one => (one.Layer, one.Dead, one.Units)), Is.All.EqualTo(("relu", 1, 2)));
    }

    // One batch an epoch: the last update is the difference between the weights of two epochs; plain gradient descent moves by 0.1 gradients.
    [Test]
    public void Updates_are_measured_against_the_weights([Values] RunnerKind runner)
    {
        var options = _options with { BatchSize = 1000, Optimizer = new Sgd(0.1), RestoreBestWeights = false };
        using var model = Fit(options, runner);
        var (after, before) = (First(options, runner), First(options with { Epochs = 3 }, runner));
        var moved = Norm(after.Zip(before, (now, then) => now - then));
        var last = model.History.Weights.Last(one => one.Name == "dense0.weight");

        Assert.That(last.UpdateRatio, Is.EqualTo(moved / Norm(after)).Within(1e-3).Percent);
        Assert.That(last.GradientNorm, Is.EqualTo(moved / 0.1).Within(1e-2).Percent);
        Assert.That(model.History.Weights.Where(one => one.Name.EndsWith("bias", StringComparison.Ordinal)).Select(one => one.UpdateRatio), Is.All.Null);
        Assert.That(Notes(model), Is.Empty);
    }

    [Test]
    public void An_absurd_learning_rate_is_reported([Values] RunnerKind runner)
    {
        using var model = Fit(_options with { Optimizer = new Adam(5) }, runner);

        Assert.That(Notes(model), Has.Some.StartsWith("One update moved dense0.weight by ").And.Some.Contains("lower the learning rate"));
    }

    [Test]
    public void Of_many_epochs_at_most_50_are_kept_evenly_spaced_and_the_last()
    {
        using var model = Fit(_options with { Epochs = 121, Builder = new LinearBuilder() }, RunnerKind.Auto);
        var epochs = model.History.Weights.Select(one => one.Epoch).Distinct().ToList();

        Assert.That(epochs, Is.EqualTo(Enumerable.Range(0, 31).Select(i => 4 * i).Append(121)));
    }

    [Test]
    public void A_fit_that_goes_on_keeps_both_parts()
    {
        var context = new MLContext();
        using var first = Fit(_options with { Epochs = 2 }, RunnerKind.Auto);
        using var both = context.FluxTrainers.NeuralClassifier(_options, Watched(RunnerKind.Auto)).Fit(_rows.ToView(context, 3), previous: first);

        Assert.That(both.History.Weights.Select(one => one.Epoch).Distinct(), Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
        Assert.That(both.History.Weights, Is.EqualTo(Fit(_options, RunnerKind.Auto).History.Weights));
    }

    [Test]
    public void A_step_on_all_rows_is_no_update_to_measure()
    {
        using var model = Fit(_options with { Optimizer = new Lbfgs(), Epochs = 2 }, RunnerKind.Auto);

        Assert.That(model.History.Weights.Select(one => one.UpdateRatio), Is.All.Null);
        Assert.That(model.History.Weights[^1].GradientNorm, Is.GreaterThan(0));
    }

    [Test]
    public void Rows_that_lie_in_a_file_are_looked_at_too()
    {
        var run = Watched(RunnerKind.Auto) with { DataLoading = DataLoading.Spill(), MemoryBudget = 2000 };
        using var model = (_options with { ValidationFraction = 0, Shuffle = Shuffle.Once }).Fit(_rows, run: run);

        Assert.That(model.History.DeadUnits.Select(one => one.Rows), Is.All.EqualTo(100));
    }

    [Test]
    public void It_wants_a_row_at_least() =>
        Assert.That(() => TrainingAction.WatchNetwork(0), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static TrainingRun Watched(RunnerKind runner) => new() { Runner = runner, Actions = [TrainingAction.WatchNetwork()] };

    private static NeuralTransformer Fit(NeuralClassifierOptions options, RunnerKind runner) => options.Fit(_rows, run: Watched(runner));

    private static float[] First(NeuralClassifierOptions options, RunnerKind runner) =>
        (float[])options.Fit(_rows, runner).Model.Network.State.Tensors[0].Values;

    private static float[] Last(RunnerKind runner, Index tensor)
    {
        using var model = (_options with { RestoreBestWeights = false }).Fit(_rows, runner);
        return (float[])model.Model.Network.State.Tensors[tensor].Values;
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(value => (double)value * value));

    private static IEnumerable<string> Notes(NeuralTransformer model) =>
        model.History.Events.Where(one => one.Kind == TrainingEventKind.Note).Select(one => one.Text!);
}
