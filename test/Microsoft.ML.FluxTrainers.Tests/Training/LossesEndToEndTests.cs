// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class LossesEndToEndTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        Optimizer = new Adam(0.01),
        Epochs = 40,
        BatchSize = 8,
        Seed = 1,
    };

    // Half the sum of squared differences between probabilities and the class: the Brier score.
    private static readonly Loss _brier = Loss.From("brier", (outputs, targets) =>
        (outputs.softmax(1) - nn.functional.one_hot(targets, outputs.shape[1])).square().sum(1) / 2);

    private static readonly Loss[] _losses = [new CrossEntropy(), new CrossEntropy(0.1), new FocalLoss(), _brier];

    [Test]
    public void Every_loss_learns_the_irises_and_gives_probabilities([ValueSource(nameof(_losses))] Loss loss)
    {
        var rows = TestRows.Iris();
        var model = (_options with { Loss = loss }).Fit(rows);

        Assert.That(model.Accuracy(rows), Is.GreaterThan(0.94));
        Assert.That(model.Scores(rows).Select(scores => scores.Sum()), Is.All.EqualTo(1).Within(1e-5));
        Assert.That(model.History.TrainingLosses[^1], Is.LessThan(0.6 * model.History.TrainingLosses[0]));
    }

    // Smoothing 0.1 over three classes has its least loss at probability 0.9333: it never pays to be surer.
    [Test]
    public void Smoothed_labels_make_the_network_less_sure()
    {
        var rows = TestRows.Iris().Where(row => row.Label == 0).Concat(TestRows.Iris().Where(row => row.Label == 2)).ToList();
        var options = _options with { Epochs = 200 };

        Assert.That(options.Fit(rows).Scores(rows).Average(scores => scores.Max()), Is.GreaterThan(0.98));
        Assert.That(
            (options with { Loss = new CrossEntropy(0.1) }).Fit(rows).Scores(rows).Average(scores => scores.Max()),
            Is.EqualTo(1 - (0.1 * 2 / 3)).Within(0.02));
    }

    [Test]
    public void A_custom_loss_that_is_cross_entropy_gives_the_same_model()
    {
        var rows = TestRows.Iris();
        var own = Loss.From("mine", (outputs, targets) => nn.functional.cross_entropy(outputs, targets, reduction: nn.Reduction.None));

        Assert.That((_options with { Loss = own }).Fit(rows).Bits(), Is.EqualTo(_options.Fit(rows, RunnerKind.Eager).Bits()));
    }

    [Test]
    public void A_loss_that_averages_is_refused() => Refuses(
        (outputs, targets) => nn.functional.cross_entropy(outputs, targets),
        "The loss 'mine' must return one value for each row, shape [6], but returned shape []");

    [Test]
    public void A_loss_without_a_gradient_is_refused() => Refuses(
        (outputs, targets) => (outputs.argmax(1) != targets).to(ScalarType.Float32),
        "The loss does not depend on the parameters of LinearBuilder by operations that torch can differentiate");

    [Test]
    public void A_loss_that_fails_is_named_with_the_original_error_inside()
    {
        var error = Refuses((outputs, targets) => outputs.bmm(targets), "The loss 'mine' failed for outputs [6, 3] and targets [6]: batch1 must be a 3D tensor");

        Assert.That(error.Message, Does.Not.Contain("frame #"));
        Assert.That(error.InnerException, Is.Not.Null);
    }

    private static InvalidOperationException Refuses(Func<Tensor, Tensor, Tensor> perRow, string start)
    {
        var options = _options with { Builder = new LinearBuilder(), Loss = Loss.From("mine", perRow) };
        var error = Assert.Throws<InvalidOperationException>(() => options.Fit(TestRows.Blobs(6)))!;
        Assert.That(error.Message, Does.StartWith(start));
        return error;
    }
}
