// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class DivergenceTests
{
    private static readonly List<TestRow> _rows = TestRows.Blobs(12);

    private static readonly NeuralClassifierOptions _options = new() { Epochs = 20, Seed = 1 };

    // In one batch an epoch, weights that are finite but give no loss are found only an epoch later.
    [Test]
    public void An_absurd_learning_rate_ends_with_usable_weights_a_reason_and_a_warning(
        [Values(3, 1000)] int batchSize,
        [Values] Normalization normalization,
        [Values(1e10, 1e20, 1e30)] double learningRate)
    {
        var options = _options with
        {
            Builder = new MlpBuilder(8) { Normalization = normalization },
            BatchSize = batchSize,
            Optimizer = new Sgd(learningRate),
        };
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var model = options.Fit(context, _rows);

        Assert.That(model.Weights(), Is.All.Matches<float>(float.IsFinite));
        Assert.That(model.Scores(_rows).Select(scores => scores.Sum()), Is.All.EqualTo(1).Within(1e-5), "no score is NaN");
        Assert.That(model.History.Epochs, Is.LessThan(20));
        Assert.That(model.History.TrainingLosses.SkipLast(1), Is.All.Matches<double>(double.IsFinite));
        Assert.That(model.History.StopReason, Does.Match(@"^(the loss is|the weights are no longer finite).* in epoch \d+; the .*weights.* are kept\. Lower"));
        Assert.That(warnings, Is.EqualTo(new[] { model.History.StopReason }));
    }

    private static IEnumerable<Loss> ForNumbers() =>
        [new MeanSquaredError(), new MeanAbsoluteError(), new HuberLoss(), new QuantileLoss(0.1, 0.5), new GaussianLoss(), new PoissonLoss(), new TweedieLoss()];

    // Within the first epoch outputs are no numbers any more: infinite weights times 0.
    [TestCaseSource(nameof(ForNumbers))]
    public void A_regressor_that_diverges_ends_with_a_reason_whatever_its_loss(Loss loss)
    {
        var context = new MLContext();
        var options = new NeuralRegressorOptions { Builder = new MlpBuilder(8, 8), Loss = loss, Optimizer = new Sgd(3e38), BatchSize = 4, Epochs = 10, Seed = 1 };
        var data = Growth.View(context);
        var model = context.FluxTrainers.NeuralRegressor(options).Fit(data);

        Assert.That(model.History.StopReason, Does.EndWith("in epoch 1; the initial weights are kept. Lower the learning rate, clip the gradient or check the data."));
        Assert.That(model.Transform(data).GetColumn<float>("Score"), Is.All.Matches<float>(float.IsFinite));
    }

    private static IEnumerable<Optimizer> TooFast() => [new Sgd(30) { Momentum = 0.9 }, new RmsProp(1e25) { Momentum = 0.9 }, new Adam(1e30)];

    // What the optimizer remembered is no number either.
    [TestCaseSource(nameof(TooFast))]
    public void A_fit_that_diverged_can_be_gone_on_with(Optimizer optimizer)
    {
        var context = new MLContext();
        var options = _options with { Builder = new MlpBuilder(8), BatchSize = 3, Optimizer = optimizer };
        var first = options.Fit(_rows);
        var gentle = options with { Optimizer = optimizer with { LearningRate = 1e-4 } };
        var later = context.FluxTrainers.NeuralClassifier(gentle).Fit(_rows.ToView(context, 3), previous: first);

        Assert.That(first.History.StopReason, Does.Contain("are kept. Lower the learning rate"));
        Assert.That(later.History.StopReason, Is.EqualTo("all 20 epochs done"));
        Assert.That(later.Bits(), Is.Not.EqualTo(first.Bits()));
        Assert.That(later.History.TrainingLosses.Skip(first.History.Epochs + 1), Is.Not.Empty.And.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Lbfgs_that_diverges_keeps_usable_weights()
    {
        var options = _options with { Builder = new MlpBuilder(8), Optimizer = new Lbfgs(1e30) };
        var model = options.Fit(_rows);

        Assert.That(model.Scores(_rows).Select(scores => scores.Sum()), Is.All.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void Weights_from_before_the_divergence_are_those_kept()
    {
        // The loss is fine for two epochs of one batch each, then no number.
        var calls = 0;
        var loss = Loss.From("breaks", (outputs, targets) =>
        {
            var value = TorchSharp.torch.nn.functional.cross_entropy(outputs, targets, reduction: TorchSharp.torch.nn.Reduction.None);
            return ++calls == 4 ? value * float.NaN : value; // the evaluation before training is the first call
        });
        var options = _options with { Builder = new MlpBuilder(8), BatchSize = 1000, Loss = loss };
        var model = options.Fit(_rows);

        Assert.That(model.History.StopReason, Does.StartWith("the loss is NaN in epoch 3; the weights after epoch 2 are kept."));
        Assert.That(model.Bits(), Is.EqualTo((options with { Loss = new CrossEntropy(), Epochs = 2 }).Fit(_rows, RunnerKind.Eager).Bits()));
    }
}
