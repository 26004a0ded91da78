// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ParameterGroupsTests
{
    private static readonly List<TestRow> _rows = TestRows.Blobs(60);

    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(7, 5),
        Optimizer = new Adam(0.01),
        Epochs = 3,
        BatchSize = 16,
        Seed = 3,
        Shuffle = Shuffle.None,
        Standardize = false,
        Device = Device.Cpu,
    };

    [Test]
    public void Factors_of_one_change_nothing([Values] RunnerKind runner)
    {
        var options = _options with { ParameterGroups = [new("dense1.*"), new("*.bias") { LearningRateFactor = 1 }], Penalty = new() { Strength = 0.1, L1Ratio = 0.5 } };

        Assert.That(options.Fit(_rows, runner).Bits(), Is.EqualTo((options with { ParameterGroups = [] }).Fit(_rows, runner).Bits()));
    }

    [Test]
    public void A_factor_on_all_is_another_learning_rate([Values] RunnerKind runner)
    {
        var options = _options with { ParameterGroups = [new("*") { LearningRateFactor = 0.5 }] };

        Assert.That(options.Fit(_rows, runner).Bits(), Is.EqualTo((_options with { Optimizer = new Adam(0.005) }).Fit(_rows, runner).Bits()));
    }

    [Test]
    public void A_group_of_rate_0_stays_and_the_first_group_that_matches_wins([Values] RunnerKind runner)
    {
        var options = _options with { ParameterGroups = [new("dense0.bias"), new("*.bias") { LearningRateFactor = 0 }] };
        var before = (options with { Epochs = 0 }).Fit(_rows, runner);
        var after = options.Fit(_rows, runner);
        var same = before.Model.Network.State.Tensors.Select(tensor => tensor.Name).Where(name => before.Tensor(name).SequenceEqual(after.Tensor(name)));

        Assert.That(same, Is.EquivalentTo(new[] { "dense1.bias", "output.bias" }));
    }

    // TorchSharp's SGD with two groups: biases at half the rate and without decay.
    [Test]
    public void It_trains_as_the_groups_of_torch([Values] RunnerKind runner)
    {
        var options = _options with
        {
            Optimizer = new Sgd(0.05) { Momentum = 0.9, WeightDecay = 0.1 },
            ParameterGroups = [new("*.bias") { LearningRateFactor = 0.5, WeightDecayFactor = 0 }],
        };
        var expected = PlainLoop.Train(
            (options with { Epochs = 0 }).Fit(_rows, runner).Model.CreateModule(),
            _rows,
            16,
            3,
            parameters => optim.SGD(
            [
                new SGD.ParamGroup(parameters.Where(one => one.dim() > 1), 0.05, 0.9, 0, 0.1),
                new SGD.ParamGroup(parameters.Where(one => one.dim() == 1), 0.025, 0.9, 0, 0),
            ],
            0.05));

        Assert.That(options.Fit(_rows, runner).Weights(), Is.EqualTo(expected).Within(1e-5));
    }

    // A penalty of squares is a weight decay of 2 * strength / batches in SGD: here 4 batches an epoch.
    [Test]
    public void The_factor_of_weight_decay_scales_the_penalty_too([Values] RunnerKind runner)
    {
        var decayed = _options with { Optimizer = new Sgd(0.05) { WeightDecay = 0.1 }, ParameterGroups = [new("*.bias") { WeightDecayFactor = 0.25 }] };
        var penalized = decayed with { Optimizer = new Sgd(0.05), Penalty = new() { Strength = 0.2 } };

        Assert.That(penalized.Fit(_rows, runner).Weights(), Is.EqualTo(decayed.Fit(_rows, runner).Weights()).Within(1e-6));
    }

    [Test]
    public void Two_stages_equal_one_and_other_groups_start_anew([Values] RunnerKind runner)
    {
        var options = _options with { Optimizer = new NAdam(0.01), ParameterGroups = [new("*.bias") { LearningRateFactor = 0.5 }], Epochs = 5 };

        Assert.That(options.FitInTwo(_rows, runner).Bits(), Is.EqualTo(options.Fit(_rows, runner).Bits()));
        Assert.That(
            (options with { ParameterGroups = [] }).GoOn(_rows, options.Fit(_rows, runner), runner).Bits(),
            Is.EqualTo((options with { ParameterGroups = [] }).Fit(_rows, runner).Bits()));
    }

    [Test]
    public void Frozen_parameters_are_in_no_group([Values] RunnerKind runner)
    {
        var options = _options with { FrozenLayers = ["dense0.*"], ParameterGroups = [new("dense*") { LearningRateFactor = 0.5 }, new("output.*")] };
        var managed = options.Fit(_rows, runner);

        Assert.That(managed.Tensor("dense0.weight"), Is.EqualTo((options with { Epochs = 0 }).Fit(_rows, runner).Tensor("dense0.weight")));
        Assert.That(managed.Weights(), Is.EqualTo(options.Fit(_rows, RunnerKind.Eager).Weights()).Within(1e-5));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        Assert.That(
            () => (_options with { ParameterGroups = [new("*.bais")] }).Fit(_rows),
            Throws.InvalidOperationException.With.Message.StartsWith("ParameterGroups has '*.bais', which matches no parameter of "));
        Assert.That(
            () => (_options with { ParameterGroups = [new("*")], Optimizer = new Lbfgs() }).Fit(_rows),
            Throws.ArgumentException.With.Message.EqualTo("Lbfgs moves all parameters along one line: it cannot be combined with ParameterGroups."));
        Assert.That(() => new ParameterGroup(""), Throws.ArgumentException);
        Assert.That(() => new ParameterGroup("*") { LearningRateFactor = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
