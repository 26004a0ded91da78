// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The same weights as a loop of TorchSharp's own module, autograd and torch.optim gives.</summary>
public sealed class GradientTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Optimizer = new Sgd(0.1),
        Shuffle = Shuffle.None,
        Standardize = false,
        Epochs = 1,
        Seed = 3,
    };

    private static readonly NetworkBuilder[] _builders =
    [
        new LinearBuilder(),
        new MlpBuilder(5, 4),
        new MlpBuilder(5) { Activation = Activation.Tanh, Normalization = Normalization.LayerNorm },
    ];

    [Test]
    public void One_epoch_is_that_of_a_plain_loop(
        [ValueSource(nameof(_builders))] NetworkBuilder builder, [Values(1, 2, 3, 11)] int batchSize, [Values] RunnerKind runner)
    {
        var rows = TestRows.Blobs(11);
        var options = _options with { Builder = builder, BatchSize = batchSize };
        using var initial = (options with { Epochs = 0 }).Fit(rows);
        var plain = PlainLoop.Train(initial.Model.CreateModule(), rows, batchSize, 1, parameters => optim.SGD(parameters, 0.1));

        Assert.That(options.Fit(rows, runner).Weights(), Is.EqualTo(plain).Within(1e-6));
        Assert.That(plain, Is.Not.EqualTo(initial.Weights()).Within(1e-3), "it moved");
    }

    [Test]
    public void So_are_ten_epochs_of_adam([Values] RunnerKind runner)
    {
        var rows = TestRows.Blobs(30);
        var options = _options with { Builder = new MlpBuilder(5, 4), BatchSize = 7, Epochs = 10, Optimizer = new Adam(0.01) };
        using var initial = (options with { Epochs = 0 }).Fit(rows);
        var plain = PlainLoop.Train(initial.Model.CreateModule(), rows, 7, 10, parameters => optim.Adam(parameters, 0.01));

        Assert.That(options.Fit(rows, runner).Weights(), Is.EqualTo(plain).Within(2e-5));
    }

    // The layer's gradient is the sum over both uses, and it is one parameter in penalty and optimizer.
    [Test]
    public void A_layer_used_twice_is_trained_as_one()
    {
        var builder = NetworkBuilder.From("tied", _ =>
        {
            var layer = nn.Linear(2, 2);
            return nn.Sequential(("first", layer), ("relu", nn.ReLU()), ("again", layer));
        });
        var rows = TestRows.Blobs(12, classes: 2);
        var options = _options with { Builder = builder, BatchSize = 4, Penalty = new Penalty { Strength = 0.1 } };
        using var initial = (options with { Epochs = 0 }).Fit(rows, 2);
        var weights = initial.Weights();
        using var first = nn.Linear(2, 2);
        using (no_grad())
        {
            first.weight!.copy_(tensor(weights[..4], [2, 2]));
            first.bias!.copy_(tensor(weights[4..6]));
        }

        var plain = PlainLoop.Train(
            nn.Sequential(("first", first), ("relu", nn.ReLU()), ("again", first)),
            rows,
            4,
            1,
            parameters => optim.SGD(parameters.Take(2), 0.1),
            parameters => parameters.Take(2).Aggregate(zeros(1), (sum, parameter) => sum + parameter.square().sum()) * (0.1 / 3));

        Assert.That(options.Fit(rows, 2).Weights()[..6], Is.EqualTo(plain[..6]).Within(1e-6));
    }

    // As MLJFlux's "regularization: integration": 12 rows of 3 features, momentum 0.9, one epoch, random strength and ratio.
    [Test]
    public void The_penalty_in_the_optimizer_is_the_penalty_in_the_loss([Values(1, 2, 3)] int batchSize, [Values] RunnerKind runner)
    {
        var random = new RandomStream(123);
        var (strength, ratio) = (random.NextDouble(), random.NextDouble());
        var rows = Enumerable.Range(0, 12).Select(i => TestRows.Row(
            (uint)random.NextInt(2), (float)random.NextDouble(), (float)random.NextDouble(), (float)random.NextDouble())).ToList();
        var options = _options with
        {
            Builder = new LinearBuilder(),
            BatchSize = batchSize,
            Optimizer = new Sgd(0.01) { Momentum = 0.9 },
            Penalty = new Penalty { Strength = strength, L1Ratio = ratio },
        };
        using var initial = (options with { Epochs = 0 }).Fit(rows, 2);
        var plain = PlainLoop.Train(
            initial.Model.CreateModule(),
            rows,
            batchSize,
            1,
            parameters => optim.SGD(parameters, 0.01, momentum: 0.9),
            parameters => parameters.Aggregate(zeros(1), (sum, w) =>
                sum + (strength * ratio * w.abs().sum()) + (strength * (1 - ratio) * w.square().sum())) * (batchSize / 12.0));

        Assert.That(options.Fit(rows, runner, 2).Weights(), Is.EqualTo(plain).Within(1e-6));
        Assert.That((options with { Penalty = new Penalty() }).Fit(rows, 2).Weights(), Is.Not.EqualTo(plain).Within(1e-4));
    }

    [Test]
    public void Without_a_strength_the_ratio_of_the_penalty_does_not_matter()
    {
        var rows = TestRows.Blobs(12);
        var options = _options with { Penalty = new Penalty { L1Ratio = 0.7 } };

        Assert.That(options.Fit(rows).Bits(), Is.EqualTo(_options.Fit(rows).Bits()));
    }
}
