// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class OptimizerTests
{
    // PyTorch's defaults; for Sgd, which has none in PyTorch before 2.2, the usual 0.01.
    [Test]
    public void Defaults_are_the_usual_ones()
    {
        Assert.That(new Sgd().LearningRate, Is.EqualTo(0.01));
        Assert.That(new Adam(), Is.EqualTo(new Adam(0.001) { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0 }));
        Assert.That(new AdamW(), Is.EqualTo(new AdamW(0.001) { Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, WeightDecay = 0.01 }));
        Assert.That(new RmsProp(), Is.EqualTo(new RmsProp(0.01) { Alpha = 0.99, Epsilon = 1e-8 }));
        Assert.That(new Adagrad(), Is.EqualTo(new Adagrad(0.01) { Epsilon = 1e-10 }));
        Assert.That(new Adadelta(), Is.EqualTo(new Adadelta(1) { Rho = 0.9, Epsilon = 1e-6 }));
        Assert.That(new NAdam(), Is.EqualTo(new NAdam(0.002) { MomentumDecay = 0.004 }));
        Assert.That(new RAdam(), Is.EqualTo(new RAdam(0.001)));
        Assert.That(
            new Lbfgs(), Is.EqualTo(new Lbfgs(1) { MaxIterations = 20, HistorySize = 100, LineSearch = LineSearch.None }));
    }

    // One parameter 1, gradient 0.5: any Adam's first step is the learning rate, whatever the gradient.
    [Test]
    public void The_first_step_of_Adam_is_the_learning_rate()
    {
        Assert.That(First(new Adam(0.1)), Is.EqualTo(0.9).Within(1e-6));

        // AdamW first takes 0.1 * 0.2 of the parameter away.
        Assert.That(First(new AdamW(0.1) { WeightDecay = 0.2 }), Is.EqualTo(0.88).Within(1e-6));

        // NAdam: mu1 = 0.9 * (1 - 0.96^0.004 / 2) = 0.450073, mu2 = 0.450147; both terms have quotient 1 and 0.1:
        // 0.1 * (1 - mu1) / (1 - mu1) + 0.1 * mu2 * 0.1 / (1 - mu1 * mu2) = 0.1 + 0.0056452
        Assert.That(First(new NAdam(0.1)), Is.EqualTo(1 - 0.1056452).Within(1e-6));

        // RAdam does not adapt yet: 0.1 * 0.5.
        Assert.That(First(new RAdam(0.1)), Is.EqualTo(0.95).Within(1e-6));
    }

    [Test]
    public void The_first_steps_of_the_other_rules_are_as_worked_by_hand()
    {
        Assert.That(First(new Sgd(0.1)), Is.EqualTo(0.95).Within(1e-6));
        Assert.That(First(new Sgd(0.1) { WeightDecay = 2 }), Is.EqualTo(0.75).Within(1e-6));
        Assert.That(First(new Sgd(0.1) { Momentum = 0.8, Nesterov = true }), Is.EqualTo(1 - (0.1 * 0.5 * 1.8)).Within(1e-6));

        // sqrt(0.01 * 0.25) = 0.05; 0.1 * 0.5 / 0.05 = 1
        Assert.That(First(new RmsProp(0.1)), Is.EqualTo(0).Within(1e-5));

        // sqrt(0.25) = 0.5
        Assert.That(First(new Adagrad(0.1)), Is.EqualTo(0.9).Within(1e-6));

        // sqrt(1e-6) / sqrt(0.1 * 0.25 + 1e-6) * 0.5 = 0.00316221
        Assert.That(First(new Adadelta()), Is.EqualTo(1 - 0.00316221).Within(1e-7));
    }

    [Test]
    public void The_learning_rate_of_a_step_is_an_argument()
    {
        Assert.That(First(new Sgd(0.1), 0.2), Is.EqualTo(0.9).Within(1e-6));
        Assert.That(First(new Sgd(0.1), 0), Is.EqualTo(1));
        Assert.That(() => First(new Sgd(), double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => First(new Sgd(), -1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_step_with_the_loss_returns_the_loss_before_it()
    {
        using var parameters = VectorKind.Managed.Vector(1);
        using var gradient = VectorKind.Managed.Vector(0);
        using var state = new OptimizerState(parameters);
        var loss = new Sgd().StepWithClosure(state, parameters, gradient, 0.1, () =>
        {
            gradient.CopyFrom(parameters);
            return 7;
        });

        Assert.That(loss, Is.EqualTo(7));
        Assert.That(parameters.Values()[0], Is.EqualTo(0.9f));
    }

    [Test]
    public void Momentum_switched_on_later_starts_from_the_gradient_of_then()
    {
        using var parameters = VectorKind.Managed.Vector(1);
        using var gradient = VectorKind.Managed.Vector(1);
        using var state = new OptimizerState(parameters);
        new Sgd().Step(state, parameters, gradient, 0.1);
        gradient.Fill(1);
        new Sgd { Momentum = 0.5, Dampening = 0.9 }.Step(state, parameters, gradient, 0.1);

        Assert.That(parameters.Values()[0], Is.EqualTo(0.8).Within(1e-6));
    }

    [Test]
    public void A_centered_mean_square_that_rounding_makes_negative_counts_as_zero()
    {
        using var parameters = VectorKind.Managed.Vector(new float[101]);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var rule = new RmsProp { Alpha = 0.5, Centered = true, Epsilon = 1 };
        for (var step = 0; step < 200; step++)
        {
            gradient.CopyFrom([.. Enumerable.Range(0, 101).Select(i => 1 + (i / 97f))]);
            rule.Step(state, parameters, gradient, 0.01);
        }

        Assert.That(parameters.HasNonFinite(), Is.False);
    }

    [Test]
    public void Nesterov_needs_a_momentum_and_no_dampening()
    {
        Assert.That(new Sgd { Nesterov = true, Momentum = 0.9 }.Validate, Throws.Nothing);
        Assert.That(new Sgd { Nesterov = true }.Validate, Throws.ArgumentException.With.Message.Contains("Nesterov"));
        Assert.That(
            new Sgd { Nesterov = true, Momentum = 0.9, Dampening = 0.1 }.Validate,
            Throws.ArgumentException.With.Message.EndsWith("but they are 0.9 and 0.1."));
    }

    private static IEnumerable<TestCaseData> AllRules()
    {
        Optimizer[] rules =
        [
            new Sgd { Momentum = 0.9, WeightDecay = 0.1 }, new Adam(), new Adam { WeightDecay = 0.1 }, new Adam { AmsGrad = true }, new AdamW(), new AdamW { AmsGrad = true },
            new RmsProp { Momentum = 0.9 }, new Adagrad(), new Adadelta(), new NAdam(), new RAdam(),
        ];
        return from rule in rules from kind in Enum.GetValues<VectorKind>() select new TestCaseData(rule, kind);
    }

    // 11 values are no whole number of vectors; the last gradient is that of the third step, before it was used up.
    [TestCaseSource(nameof(AllRules))]
    public void A_step_multiplies_the_gradient_by_a_factor_and_leaves_it_zero(Optimizer rule, VectorKind kind)
    {
        const double Factor = 1.0 / 3;
        using var expected = kind.Vector(OptimizerProblem.Start());
        using var parameters = kind.Vector(OptimizerProblem.Start());
        using var expectedState = new OptimizerState(expected);
        using var state = new OptimizerState(parameters);
        using var gradient = parameters.NewZeros();
        for (var step = 1; step <= 3; step++)
        {
            gradient.CopyFrom(OptimizerProblem.Gradient(step, expected.Values()));
            gradient.Scale(Factor);
            rule.Step(expectedState, expected, gradient, rule.LearningRate);
            gradient.CopyFrom(OptimizerProblem.Gradient(step, parameters.Values()));
            rule.Step(state, parameters, gradient, rule.LearningRate, Factor);

            Assert.That(gradient.Values(), Is.All.Zero);
        }

        Assert.That(parameters.Values(), Is.EqualTo(expected.Values()).And.Not.EqualTo(OptimizerProblem.Start()));
    }

    private static IEnumerable<TestCaseData> Bad()
    {
        yield return new("LearningRate", () => new Adam(0));
        yield return new("LearningRate", () => new Adam() with { LearningRate = double.NaN });
        yield return new("LearningRate", () => new Lbfgs(double.PositiveInfinity));
        yield return new("Beta1", () => new Adam { Beta1 = 1 });
        yield return new("Beta2", () => new AdamW { Beta2 = -0.1 });
        yield return new("Epsilon", () => new NAdam { Epsilon = 0 });
        yield return new("MomentumDecay", () => new NAdam { MomentumDecay = -1 });
        yield return new("WeightDecay", () => new RAdam { WeightDecay = -1 });
        yield return new("Momentum", () => new Sgd { Momentum = 1 });
        yield return new("Dampening", () => new Sgd { Dampening = 1.1 });
        yield return new("Alpha", () => new RmsProp { Alpha = 1 });
        yield return new("Rho", () => new Adadelta { Rho = 1 });
        yield return new("LearningRateDecay", () => new Adagrad { LearningRateDecay = -1 });
        yield return new("InitialAccumulatorValue", () => new Adagrad { InitialAccumulatorValue = -1 });
        yield return new("MaxIterations", () => new Lbfgs { MaxIterations = 0 });
        yield return new("HistorySize", () => new Lbfgs { HistorySize = 0 });
        yield return new("ToleranceGradient", () => new Lbfgs { ToleranceGradient = -1 });
        yield return new("ToleranceChange", () => new Lbfgs { ToleranceChange = -1 });
        yield return new("LineSearch", () => new Lbfgs { LineSearch = (LineSearch)7 });
    }

    [TestCaseSource(nameof(Bad))]
    public void A_setting_out_of_its_range_is_refused_by_its_name(string setting, Func<Optimizer> make) =>
        Assert.That(() => make(), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith($"{setting} must be "));

    private static float First(Optimizer rule, double? learningRate = null)
    {
        using var parameters = VectorKind.Managed.Vector(1);
        using var gradient = VectorKind.Managed.Vector(0.5f);
        using var state = new OptimizerState(parameters);
        rule.Step(state, parameters, gradient, learningRate ?? rule.LearningRate);
        return parameters.Values()[0];
    }
}
