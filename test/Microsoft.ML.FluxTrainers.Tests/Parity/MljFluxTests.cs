// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What MLJFlux's own tests of its classifier ask (test/classifier.jl, test_utils.jl and integration tests), with its
/// thresholds and its kind of data.</summary>
public sealed class MljFluxTests
{
    private static readonly NeuralClassifierOptions _options = NeuralClassifierOptions.MljFlux with
    {
        Optimizer = new Adam(0.03),
        Seed = 123,
    };

    [Test]
    public void The_preset_has_the_defaults_of_its_classifier()
    {
        var preset = NeuralClassifierOptions.MljFlux;

        Assert.That(preset.Builder, Is.EqualTo(new ShortBuilder { Hidden = 0, Dropout = 0.5, Activation = Activation.Sigmoid }));
        Assert.That(preset.Optimizer, Is.EqualTo(new Adam(0.001) { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8 }));
        Assert.That((preset.Epochs, preset.BatchSize, preset.Shuffle, preset.Standardize), Is.EqualTo((10, 1, Shuffle.None, false)));
        Assert.That(preset.Penalty, Is.EqualTo(new Penalty { Strength = 0, L1Ratio = 0 }));
        Assert.That(preset.Loss, Is.EqualTo(new CrossEntropy()));
    }

    // Its "basictest" for the classifier: ten epochs in batches of one.
    [Test]
    public void The_loss_falls_below_85_percent_in_ten_epochs()
    {
        var losses = _options.Fit(Rows(300)).History.TrainingLosses;

        Assert.That(losses, Has.Count.EqualTo(11));
        Assert.That(losses[^1], Is.LessThan(0.85 * losses[0]));
    }

    // MLP(8), Adam(0.03), 50 epochs in batches of ten, trained on the first 70 percent.
    [TestCase(true)]
    [TestCase(false)]
    public void The_test_loss_is_below_95_percent_of_that_of_a_constant_prediction(bool mlp)
    {
        var rows = Rows(300);
        var (train, test) = (rows[..210], rows[210..]);
        NetworkBuilder builder = mlp ? new MlpBuilder(8) : new ShortBuilder();
        var model = (_options with { Builder = builder, Epochs = 50, BatchSize = 10 }).Fit(train);
        var shares = Enumerable.Range(0, 3).Select(label => train.Count(row => row.Label == label) / 210.0).ToList();
        var constant = test.Average(row => -Math.Log(shares[(int)row.Label]));

        Assert.That(model.LogLoss(test), Is.LessThan(0.95 * constant));
    }

    [Test]
    public void Dropout_changes_the_training_but_predictions_never_differ()
    {
        var rows = Rows(60);
        var with = (_options with { Builder = new ShortBuilder { Hidden = 4, Dropout = 0.9 } }).Fit(rows);
        var without = (_options with { Builder = new ShortBuilder { Hidden = 4, Dropout = 0 } }).Fit(rows);
        var context = new MLContext();
        using var engine = context.Model.CreatePredictionEngine<TestRow, Scored>(with, rows.ToView(context, 3).Schema);
        var first = engine.Predict(rows[0]).Score;

        Assert.That(with.History.TrainingLosses[^1], Is.Not.EqualTo(without.History.TrainingLosses[^1]).Within(0.01));
        Assert.That(Enumerable.Range(0, 1000).Select(_ => engine.Predict(rows[0]).Score), Is.All.EqualTo(first));
    }

    [Test]
    public void Rows_are_taken_in_their_order()
    {
        var rows = Rows(30);

        Assert.That(_options.Fit(rows).Bits(), Is.Not.EqualTo(_options.Fit([.. rows.AsEnumerable().Reverse()]).Bits()));
        Assert.That((_options with { Shuffle = Shuffle.PerEpoch }).Fit(rows).Bits(), Is.Not.EqualTo(_options.Fit(rows).Bits()));
    }

    // Dense(5 => 4), Dense(4 => 3) in its words.
    [Test]
    public void Short_of_4_has_its_parameters()
    {
        var rows = Enumerable.Range(0, 6).Select(i => TestRows.Row((uint)(i % 3), i, 1, 2, 3, 4)).ToList();
        var state = (_options with { Builder = new ShortBuilder { Hidden = 4 }, Epochs = 0 }).Fit(rows).Model.Network.State;

        Assert.That(state.Tensors.Select(tensor => tensor.Shape.ToString()), Is.EqualTo(new[] { "[4, 5]", "[4]", "[3, 4]", "[3]" }));
    }

    // Its "builder errors and issue #237": a builder that calls what does not exist.
    [Test]
    public void A_faulty_builder_is_named_with_the_original_error_inside()
    {
        var fault = new MissingMethodException("There is no Chains.");
        var options = _options with { Builder = NetworkBuilder.From("Lisa's", _ => throw fault) };

        Assert.That(
            () => options.Fit(Rows(6)),
            Throws.InvalidOperationException
                .With.Message.EqualTo("NetworkBuilder.From(\"Lisa's\") failed to build a network with 4 inputs and 3 outputs: There is no Chains.")
                .And.InnerException.SameAs(fault));
    }

    [TestCase(4, 7, "a network from [2, 4] to [2, 7], but the data needs [2, 3]")]
    [TestCase(9, 3, "a network that fails on an input of [2, 4]: mat1 and mat2 shapes cannot be multiplied (2x4 and 9x3)")]
    public void A_network_that_does_not_fit_is_told_before_training(int inputs, int outputs, string message)
    {
        var options = _options with { Builder = NetworkBuilder.From("misfit", _ => nn.Sequential(nn.Linear(inputs, outputs))) };
        var error = Assert.Throws<InvalidOperationException>(() => options.Fit(Rows(6)))!;

        Assert.That(error.Message, Does.StartWith("NetworkBuilder.From(\"misfit\") built " + message));
        Assert.That(error.Message, Does.Not.Contain("frame #"));
    }

    [Test]
    public void A_network_without_parameters_is_told_before_training() => Assert.That(
        () => (_options with { Builder = NetworkBuilder.From("empty", _ => nn.Sequential(nn.Flatten(), nn.AdaptiveAvgPool1d(3))) }).Fit(Rows(6)),
        Throws.InvalidOperationException.With.Message.EqualTo("NetworkBuilder.From(\"empty\") built a network without a trainable parameter."));

    /// <summary>As its tests make them: four uniform features, classes by thirds of the range of 2 x1 - x3 + noise / 10, the
    /// bounds moved by a tenth.</summary>
    private static List<TestRow> Rows(int count)
    {
        var random = new RandomStream(1234);
        var features = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 4).Select(_ => (float)random.NextDouble()).ToArray()).ToList();
        var targets = features.ConvertAll(row => (2 * row[0]) - row[2] + (0.1 * random.NextDouble()));
        var (least, third) = (targets.Min(), (targets.Max() - targets.Min()) / 3);
        return [.. features.Zip(targets, (row, target) => TestRows.Row(
            target < 0.9 * (least + third) ? 0u : target < 1.1 * (least + (2 * third)) ? 1u : 2u, row))];
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }
}
