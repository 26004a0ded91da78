// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Losses of numbers and their gradients against those of PyTorch in double precision (Reference/losses.py), and the closed
/// forms against finite differences of themselves.</summary>
public sealed class NumberLossesAgainstPyTorchTests
{
    private const int Rows = 4;

    private static readonly Dictionary<string, Loss> _losses = new()
    {
        ["quantile-median"] = new QuantileLoss(0.5),
        ["quantile-three"] = new QuantileLoss(),
        ["poisson"] = new PoissonLoss(),
        ["tweedie-1.5"] = new TweedieLoss(),
        ["tweedie-1.2"] = new TweedieLoss(1.2),
        ["gaussian"] = new GaussianLoss(),
        ["gaussian-floor"] = new GaussianLoss(0.25),
        ["labels"] = new BinaryCrossEntropy(),
        ["squared-weighted"] = new TargetWeightedLoss(new MeanSquaredError(), [1, 3]),
        ["absolute-weighted"] = new TargetWeightedLoss(new MeanAbsoluteError(), [2, 0.5]),
        ["huber-weighted"] = new TargetWeightedLoss(new HuberLoss(0.8), [0, 1]),
    };

    private static string[] Names => [.. _losses.Keys];

    [Test]
    public void Values_and_gradients_in_torch_are_those_of_PyTorch([ValueSource(nameof(Names))] string name)
    {
        var (loss, outputs, targets, values, gradient) = Case(name);

        using var scope = torch.NewDisposeScope();
        var o = torch.tensor(outputs, Rows, outputs.Length / Rows, requires_grad: true);
        var rows = loss.PerRow(o, torch.tensor(targets, Rows, 2));
        rows.sum().backward();
        Assert.That(rows.shape, Is.EqualTo(new long[] { Rows }));
        Assert.That(rows.data<float>().ToArray(), Is.EqualTo(values).AsCollection.Within(1e-5));
        Assert.That(o.grad!.data<float>().ToArray(), Is.EqualTo(gradient).AsCollection.Within(1e-5));
    }

    [Test]
    public void Values_and_gradients_in_closed_form_are_those_of_PyTorch([ValueSource(nameof(Names))] string name)
    {
        var (loss, outputs, targets, values, gradient) = Case(name);
        var width = outputs.Length / Rows;
        var slope = new float[outputs.Length];

        for (var row = 0; row < Rows; row++)
        {
            var sum = loss.Managed!.Sum(
                outputs.AsSpan(row * width, width), targets.AsSpan(row * 2, 2), [], slope.AsSpan(row * width, width), width);
            Assert.That(sum, Is.EqualTo(values[row]).Within(1e-6));
        }

        Assert.That(slope, Is.EqualTo(gradient).AsCollection.Within(2e-6)); // single precision: the largest is 14
    }

    // Central differences with a step of 1/128, whose error of second order is below the tolerance; no kink lies within a step.
    [Test]
    public void The_gradient_in_closed_form_is_the_slope_of_the_loss([ValueSource(nameof(Names))] string name)
    {
        var (loss, outputs, targets, _, _) = Case(name);
        var width = outputs.Length / Rows;
        float[] weights = [1, 0.5f, 2, 0];
        var slope = new float[outputs.Length];
        loss.Managed!.Sum(outputs, targets, weights, slope, width);

        for (var i = 0; i < outputs.Length; i++)
        {
            Assert.That(slope[i], Is.EqualTo((At(i, 1f / 128) - At(i, -1f / 128)) * 64).Within(2e-3), $"output {i}");
        }

        double At(int index, float step)
        {
            var moved = outputs.ToArray();
            moved[index] += step;
            return loss.Managed!.Sum(moved, targets, weights, [], width);
        }
    }

    [Test]
    public void The_closed_form_counts_rows_by_their_weights([ValueSource(nameof(Names))] string name)
    {
        var (loss, outputs, targets, values, gradient) = Case(name);
        var slope = new float[outputs.Length];

        var sum = loss.Managed!.Sum(outputs, targets, [0, 3, 0, 0.5f], slope, outputs.Length / Rows);

        Assert.That(sum, Is.EqualTo((3 * values[1]) + (0.5 * values[3])).Within(1e-5));
        Assert.That(slope[0], Is.Zero);
        Assert.That(slope[^1], Is.EqualTo(0.5 * gradient[^1]).Within(1e-6));
    }

    [Test]
    public void Torch_keeps_nothing_but_the_result([ValueSource(nameof(Names))] string name)
    {
        var (loss, outputs, targets, _, _) = Case(name);
        using var scope = torch.NewDisposeScope();
        var (o, y) = (torch.tensor(outputs, Rows, outputs.Length / Rows), torch.tensor(targets, Rows, 2));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using var result = loss.PerRow(o, y);

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before + 1));
    }

    [Test]
    public void Every_new_loss_says_how_many_outputs_a_target_has_and_what_makes_scores_of_them()
    {
        Assert.That(new QuantileLoss(0.05, 0.95).OutputsPerTarget, Is.EqualTo(2));
        Assert.That(new GaussianLoss().OutputsPerTarget, Is.EqualTo(2));
        Assert.That(new TargetWeightedLoss(new GaussianLoss(), [1, 2]).OutputsPerTarget, Is.EqualTo(2));
        Assert.That(new PoissonLoss().OutputsPerTarget, Is.EqualTo(1));
        Assert.That(new PoissonLoss().OutputActivation, Is.EqualTo(OutputActivation.Exp));
        Assert.That(new TweedieLoss().OutputActivation, Is.EqualTo(OutputActivation.Exp));
        Assert.That(new QuantileLoss().OutputActivation, Is.EqualTo(OutputActivation.None));
    }

    [Test]
    public void A_standard_deviation_neither_overflows_nor_vanishes()
    {
        float[] outputs = [0, 1000, 0, -1000];
        var gradient = new float[4];

        // softplus(1000) = 1000: log 1000.001; softplus(-1000) = 0: log 0.001 + (1 / 0.001)^2 / 2
        var sum = new GaussianLoss().Managed!.Sum(outputs, [0, 1], [], gradient, 2);

        Assert.That(sum, Is.EqualTo(Math.Log(1000.001) + Math.Log(0.001) + 500_000).Within(1e-6).Percent);
        Assert.That(gradient, Is.All.Not.NaN);
        Assert.That(gradient[2], Is.EqualTo(-1e6).Within(0.01).Percent);
        Assert.That(NormalLoss.Deviation(0, 0.5), Is.EqualTo(Math.Log(2) + 0.5).Within(1e-12));
    }

    [Test]
    public void Settings_out_of_their_range_are_refused()
    {
        Assert.That(
            () => new QuantileLoss(0.5, 0.5),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith(
                "Levels must be a list of one or more numbers between 0 and 1, both excluded, each greater than the one before."));
        Assert.That(() => new QuantileLoss(0, 0.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantileLoss(0.5, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantileLoss(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new QuantileLoss { Levels = [] }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new TweedieLoss(1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith(
            "Power must be a number between 1 and 2, both excluded."));
        Assert.That(() => new TweedieLoss() with { Power = 2 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new GaussianLoss(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static (Loss Loss, float[] Outputs, float[] Targets, double[] Values, double[] Gradient) Case(string name)
    {
        var reference = ReferenceFile.Read("losses.json").GetProperty("losses").GetProperty(name);
        float[] Floats(string part) => [.. reference.GetProperty(part).Numbers().Select(number => (float)number)];
        return (_losses[name], Floats("outputs"), Floats("targets"), reference.GetProperty("values").Numbers(), reference.GetProperty("gradient").Numbers());
    }
}
