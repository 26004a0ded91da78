// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class WeightAveragingTests
{
    private static readonly List<TestRow> _rows = TestRows.Blobs(100);
    private static readonly List<TestRow> _held = TestRows.Blobs(40, seed: 8);

    // One update an epoch, so that fits of 1, 2, ... epochs show the weights after each.
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        Optimizer = new Adam(0.05),
        BatchSize = 100,
        Epochs = 5,
        Seed = 4,
    };

    private static readonly WeightAveraging[] _kinds = [new ExponentialMovingAverage(0.6), new StochasticWeightAveraging(3)];

    // Factors 0.6^4, 0.6^3, 0.6^2, 0.6, 1 on the weights after updates 1 to 5, divided by their sum.
    [Test]
    public void The_moving_average_is_the_weighted_mean_after_each_update([Values] RunnerKind runner)
    {
        var expected = Mean(_options, runner, [0.1296, 0.216, 0.36, 0.6, 1]);

        Assert.That((_options with { WeightAveraging = new ExponentialMovingAverage(0.6) }).Fit(_rows, runner).Weights(), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void Stochastic_averaging_is_the_plain_mean_of_the_last_epochs([Values] RunnerKind runner)
    {
        var expected = Mean(_options, runner, [0, 0, 1, 1, 1]);

        Assert.That((_options with { WeightAveraging = new StochasticWeightAveraging(3) }).Fit(_rows, runner).Weights(), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void Lbfgs_is_averaged_too()
    {
        var options = _options with { Optimizer = new Lbfgs { MaxIterations = 2 } };
        var expected = Mean(options, RunnerKind.Auto, [0, 0, 1, 1, 1]);

        Assert.That((options with { WeightAveraging = new StochasticWeightAveraging(3) }).Fit(_rows).Weights(), Is.EqualTo(expected).Within(1e-5));
    }

    [Test]
    public void Training_goes_on_from_its_own_weights_and_validation_measures_the_mean([ValueSource(nameof(_kinds))] WeightAveraging kind)
    {
        var options = _options with { WeightAveraging = kind, RestoreBestWeights = false, BatchSize = 16 };
        var averaged = FitValidated(options);
        var plain = (options with { WeightAveraging = null }).Fit(_rows);

        Assert.That(averaged.History.TrainingLosses, Is.EqualTo(plain.History.TrainingLosses));
        for (var epochs = 1; epochs <= 5; epochs++)
        {
            using var then = (options with { Epochs = epochs }).Fit(_rows); // before stochastic averaging begins: its own weights
            Assert.That(averaged.History.ValidationLosses[epochs], Is.EqualTo(then.LogLoss(_held)).Within(1e-5), $"epoch {epochs}");
        }
    }

    [Test]
    public void The_best_weights_are_the_mean_that_was_measured()
    {
        var best = FitValidated(_options with { Optimizer = new Adam(1), Epochs = 12, WeightAveraging = new ExponentialMovingAverage(0.5) });

        Assert.That(best.History.BestEpoch, Is.LessThan(12));
        Assert.That(best.LogLoss(_held), Is.EqualTo(best.History.ValidationLosses.Skip(1).Min()).Within(1e-5));
    }

    [Test]
    public void Two_stages_equal_one_to_the_bit(
        [ValueSource(nameof(_kinds))] WeightAveraging kind, [Values] RunnerKind runner, [Values] Normalization normalization, [Values(0, 0.3)] double held)
    {
        var options = _options with
        {
            WeightAveraging = kind,
            Builder = new MlpBuilder(8) { Normalization = normalization, Dropout = 0.2 },
            BatchSize = 16,
            ValidationFraction = held,
        };

        Assert.That(options.FitInTwo(_rows, runner).Bits(), Is.EqualTo(options.Fit(_rows, runner).Bits()));
    }

    // Validation neither draws random numbers nor moves what batch norms keep for training.
    [Test]
    public void Measuring_batch_norms_leaves_the_training_alone()
    {
        var options = _options with { Builder = new MlpBuilder(8) { Normalization = Normalization.BatchNorm, Dropout = 0.2 }, BatchSize = 16 };

        Assert.That(
            FitValidated(options with { WeightAveraging = new ExponentialMovingAverage() }).History.TrainingLosses,
            Is.EqualTo(options.Fit(_rows).History.TrainingLosses));
    }

    // By hand, as torch.optim.swa_utils.update_bn: the mean over batches (16, 16 and 8 of 40 rows) of their means and unbiased variances, of what the mean weights
    // of the layer before give.
    [Test]
    public void Batch_norms_are_measured_anew_with_the_mean_weights([ValueSource(nameof(_kinds))] WeightAveraging kind)
    {
        var options = _options with { Builder = Normed(), BatchSize = 16, Standardize = false, WeightAveraging = kind };
        var fitted = options.Fit(_held);
        var (weight, bias) = (fitted.Tensor("one.weight"), fitted.Tensor("one.bias"));
        var batches = _held.Chunk(16).Select(batch => batch.Select(row =>
        {
            var x = row.Features.DenseValues().ToArray();
            return Enumerable.Range(0, 3).Select(i => (double)bias[i] + (weight[2 * i] * x[0]) + (weight[(2 * i) + 1] * x[1])).ToArray();
        }).ToList()).ToList();
        double Mean(List<double[]> rows, int i) => rows.Average(row => row[i]);
        double Variance(List<double[]> rows, int i) => rows.Sum(row => Math.Pow(row[i] - Mean(rows, i), 2)) / (rows.Count - 1);

        Assert.That(
            fitted.Tensor("norm.running_mean"), Is.EqualTo(Enumerable.Range(0, 3).Select(i => batches.Average(rows => Mean(rows, i)))).AsCollection.Within(1e-4));
        Assert.That(
            fitted.Tensor("norm.running_var"), Is.EqualTo(Enumerable.Range(0, 3).Select(i => batches.Average(rows => Variance(rows, i)))).AsCollection.Within(1e-3));
    }

    [Test]
    public void A_frozen_batch_norm_keeps_its_averages() =>
        Assert.That(
            (_options with { Builder = Normed(), FrozenLayers = ["norm.*"], WeightAveraging = new ExponentialMovingAverage() }).Fit(_held).Tensor("norm.running_mean"),
            Is.EqualTo(new float[3]));

    [Test]
    public void An_average_that_never_began_is_warned_of()
    {
        var context = new MLContext();
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var fitted = (_options with { WeightAveraging = new StochasticWeightAveraging(6) }).Fit(context, _rows);

        Assert.That(warnings, Has.One.Contains("has averaged nothing by the end of epoch 5"));
        Assert.That(fitted.Weights(), Is.EqualTo(_options.Fit(_rows).Weights()));
    }

    [Test]
    public void A_fit_that_diverges_keeps_a_finite_mean([Values(1e10, 1e20)] double rate)
    {
        var fitted = (_options with { Optimizer = new Sgd(rate), BatchSize = 16, WeightAveraging = new ExponentialMovingAverage(0.5), Epochs = 20 }).Fit(_rows);

        Assert.That(fitted.History.Epochs, Is.LessThan(20));
        Assert.That(fitted.Weights(), Is.All.Matches<float>(float.IsFinite));
    }

    [Test]
    public void Other_averaging_starts_anew()
    {
        var later = _options with { Epochs = 6, WeightAveraging = new ExponentialMovingAverage() };

        Assert.That(later.GoOn(_rows, _options.Fit(_rows)).Bits(), Is.EqualTo(later.Fit(_rows).Bits()));
    }

    private static NetworkBuilder Normed() => NetworkBuilder.From("normed", shape => nn.Sequential(
        ("one", nn.Linear(shape.Inputs, 3)), ("norm", nn.BatchNorm1d(3)), ("two", nn.Linear(3, shape.Outputs))));

    private static NeuralTransformer FitValidated(NeuralClassifierOptions options)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options).Fit(_rows.ToView(context, 3), validation: _held.ToView(context, 3));
    }

    private static double[] Mean(NeuralClassifierOptions options, RunnerKind runner, double[] factors)
    {
        var weights = factors.Select((_, at) => (options with { Epochs = at + 1 }).Fit(_rows, runner).Weights()).ToList();
        return [.. weights[0].Select((_, i) => weights.Zip(factors, (one, factor) => one[i] * factor).Sum() / factors.Sum())];
    }
}
