// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What MLJFlux's tests of its core ask: batches, the loss before training, the penalty, builders (test/core.jl, builders.jl, regularizers.jl,
/// penalized.jl).</summary>
public sealed class MljFluxLoopTests
{
    // Its "collate": ten rows in batches of three, in their order.
    [Test]
    public void Ten_rows_in_batches_of_three_are_3_3_3_and_1()
    {
        var seen = new List<long[]>();
        var loss = Loss.From("sees", (outputs, targets) =>
        {
            if (outputs.requires_grad)
            {
                seen.Add(targets.data<long>().ToArray());
            }

            return torch.nn.functional.cross_entropy(outputs, targets, reduction: torch.nn.Reduction.None);
        });
        var rows = Enumerable.Range(0, 10).Select(i => TestRows.Row((uint)i, i)).ToList();
        (NeuralClassifierOptions.MljFlux with { Loss = loss, Builder = new LinearBuilder(), BatchSize = 3, Epochs = 1 }).Fit(rows, 10);

        Assert.That(seen, Is.EqualTo(new long[][] { [0, 1, 2], [3, 4, 5], [6, 7, 8], [9] }));
    }

    // The first loss is the mean squared error of the untrained network over all rows, without dropout.
    [Test]
    public void The_loss_before_training_is_that_of_the_untrained_network()
    {
        var context = new MLContext();
        var rows = MljRow.Make(100);
        var options = NeuralRegressorOptions.MljFlux with { LabelColumnName = "Number", Builder = new ShortBuilder(), BatchSize = 25, Epochs = 0, Seed = 1 };
        using var model = context.FluxTrainers.NeuralRegressor(options).Fit(context.Data.LoadFromEnumerable(rows));
        using var module = model.Model.CreateModule();
        using var scope = torch.NewDisposeScope();
        var outputs = module.call(torch.tensor(rows.SelectMany(row => row.Features).ToArray(), [100, 4])).data<float>().ToArray();

        Assert.That(
            model.History.TrainingLosses[0],
            Is.EqualTo(outputs.Zip(rows, (output, row) => Math.Pow(output - row.Number, 2)).Average()).Within(1e-6));
    }

    // Plain torch with the penalty written out in the loss of each batch: strength * (ratio * |w| + (1 - ratio) * w^2) / batches.
    [Test]
    public void One_epoch_with_a_penalty_equals_training_with_the_penalty_in_the_loss([Values(1, 2, 3)] int batchSize)
    {
        TorchNative.EnsureLoaded();
        var context = new MLContext();
        var rows = MljRow.Make(6);
        var penalty = new Penalty { Strength = 0.37, L1Ratio = 0.61 };
        var options = NeuralRegressorOptions.MljFlux with
        {
            LabelColumnName = "Number",
            Builder = new LinearBuilder(),
            Optimizer = new Sgd(0.01) { Momentum = 0.9 },
            Penalty = penalty,
            BatchSize = batchSize,
            Seed = 3,
        };
        NeuralTransformer Fit(int epochs) =>
            context.FluxTrainers.NeuralRegressor(options with { Epochs = epochs }).Fit(context.Data.LoadFromEnumerable(rows));

        using var scope = torch.NewDisposeScope();
        using var module = Fit(0).Model.CreateModule();
        using var optimizer = torch.optim.SGD(module.parameters(), 0.01, momentum: 0.9);
        var batches = rows.Chunk(batchSize).ToList();
        foreach (var batch in batches)
        {
            optimizer.zero_grad();
            var x = torch.tensor(batch.SelectMany(row => row.Features).ToArray(), [batch.Length, 4]);
            var y = torch.tensor(batch.Select(row => row.Number).ToArray(), [batch.Length, 1]);
            var loss = (module.call(x) - y).square().mean();
            foreach (var parameter in module.parameters())
            {
                loss += ((parameter.abs().sum() * (0.37 * 0.61)) + (parameter.square().sum() * (0.37 * (1 - 0.61)))) / batches.Count;
            }

            loss.backward();
            optimizer.step();
        }

        Assert.That(Fit(1).Weights(), Is.EqualTo(module.parameters().SelectMany(parameter => parameter.data<float>().ToArray())).Within(1e-6));
    }

    // On iris, held out by halves: a strength changes the log loss, a ratio without strength does not.
    [Test]
    public void A_ratio_without_strength_changes_nothing_and_a_strength_does()
    {
        var rows = TestRows.Iris();
        var (train, test) = (rows.Where((_, i) => i % 2 == 0).ToList(), rows.Where((_, i) => i % 2 == 1).ToList());
        var options = NeuralClassifierOptions.MljFlux with { Seed = 1 };
        double LogLoss(Penalty penalty) => (options with { Penalty = penalty }).Fit(train).LogLoss(test);

        Assert.That(LogLoss(new Penalty { L1Ratio = 0.1 }), Is.EqualTo(LogLoss(new Penalty())));
        Assert.That(LogLoss(new Penalty { Strength = 0.1 }), Is.Not.EqualTo(LogLoss(new Penalty())).Within(1e-4));
    }

    [Test]
    public void MLP_of_2_and_2_has_three_layers_and_the_first_is_2_by_3()
    {
        var stack = new MlpBuilder(2, 2).Describe(new NetworkShape(3, 3));

        Assert.That(stack.Layers.Count(layer => layer.Layer is LinearLayer), Is.EqualTo(3));
        Assert.That(stack.Parameters[0].Shape, Is.EqualTo(new[] { 2, 3 }));
    }

    // Its @builder draws from the rng that it is given: another seed, or another draw, gives other weights, the same seed the same.
    [Test]
    public void A_custom_builder_draws_from_the_stream_that_it_is_given()
    {
        var drawn = new List<double>();
        var builder = NetworkBuilder.From("draws", shape =>
        {
            drawn.Add(shape.Random.NextDouble());
            drawn.Add(shape.Random.NextDouble());
            return torch.nn.Sequential(torch.nn.Linear(shape.Inputs, shape.Outputs));
        });
        var options = NeuralClassifierOptions.MljFlux with { Builder = builder, Epochs = 0 };
        foreach (var seed in new[] { 1, 1, 2 })
        {
            (options with { Seed = seed }).Fit(TestRows.Iris());
        }

        Assert.That((drawn[0], drawn[1]), Is.EqualTo((drawn[2], drawn[3])));
        Assert.That(drawn.Distinct().Count(), Is.EqualTo(4));
    }

    // Its convolutional @builder: Conv((3, 3), 2 => 16), then flatten and dense on images of 5 by 5, three classes. Torch's order of sizes is the reverse.
    [Test]
    public void A_convolutional_builder_has_its_shapes()
    {
        var builder = NetworkBuilder.From("conv", shape => torch.nn.Sequential(
            torch.nn.Conv2d(shape.Channels, 16, 3),
            torch.nn.ReLU(),
            torch.nn.Flatten(),
            torch.nn.Linear((shape.Height - 2) * (shape.Width - 2) * 16, shape.Outputs)));
        TorchNative.EnsureLoaded();
        using var module = builder.Build(new NetworkShape(2 * 5 * 5, 3) { Channels = 2, Height = 5, Width = 5 });

        Assert.That(
            module.parameters().Select(parameter => string.Join(',', parameter.shape)), Is.EqualTo(new[] { "16,2,3,3", "16", "3,144", "3" }));
    }

    [Test]
    public void The_binary_classifier_has_its_defaults()
    {
        var preset = NeuralBinaryClassifierOptions.MljFlux;

        Assert.That(preset.Builder, Is.EqualTo(new ShortBuilder { Hidden = 0, Dropout = 0.5, Activation = Activation.Sigmoid }));
        Assert.That((preset.Epochs, preset.BatchSize, preset.Penalty), Is.EqualTo((10, 1, new Penalty())));
        Assert.That(preset.ToSettings().Loss, Is.EqualTo(new BinaryCrossEntropy()));
    }

    [Test]
    public void The_regressors_have_their_defaults() => Assert.That(
        (NeuralRegressorOptions.MljFlux.Builder, NeuralMultitargetRegressorOptions.MljFlux.Builder),
        Is.EqualTo(((NetworkBuilder)new LinearBuilder(), (NetworkBuilder)new LinearBuilder())));
}
