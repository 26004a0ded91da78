// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using NUnit.Framework;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class LbfgsTests(VectorKind kind)
{
    private static readonly float[] _quarticStart = [2, -1, 0.5f, 3, -2];
    private static readonly float[] _rosenbrockStart = [-1.2f, 1, -0.7f];

    private static IEnumerable<TestCaseData> Recorded()
    {
        yield return new("quartic", new Lbfgs(0.5) { MaxIterations = 4 });
        yield return new("quartic-small-history", new Lbfgs(0.5) { MaxIterations = 4, HistorySize = 2 });
        yield return new("quartic-wolfe", new Lbfgs { MaxIterations = 4, LineSearch = LineSearch.StrongWolfe });
        yield return new("quartic-wolfe-short", new Lbfgs(0.05) { MaxIterations = 4, LineSearch = LineSearch.StrongWolfe });
        yield return new("quartic-wolfe-long", new Lbfgs(40) { MaxIterations = 4, LineSearch = LineSearch.StrongWolfe });
        yield return new("rosenbrock-wolfe", new Lbfgs { MaxIterations = 4, LineSearch = LineSearch.StrongWolfe });
        yield return new("rosenbrock-wolfe-short", new Lbfgs(0.01) { MaxIterations = 3, LineSearch = LineSearch.StrongWolfe });
        yield return new(
            "rosenbrock-wolfe-small-history",
            new Lbfgs(3) { MaxIterations = 5, HistorySize = 2, LineSearch = LineSearch.StrongWolfe });
    }

    // The loss, the parameters and, with a line search the most telling, how often the loss was asked for.
    [TestCaseSource(nameof(Recorded))]
    public void Takes_the_steps_that_PyTorch_recorded(string name, Optimizer rule)
    {
        var isQuartic = name.StartsWith("quartic", StringComparison.Ordinal);
        using var parameters = kind.Vector(isQuartic ? _quarticStart : _rosenbrockStart);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var asked = 0;
        var evaluate = LbfgsProblem.Closure(
            isQuartic ? LbfgsProblem.Quartic : LbfgsProblem.Rosenbrock, parameters, gradient, () => asked++);

        foreach (var expected in Steps(name))
        {
            var loss = rule.StepWithClosure(state, parameters, gradient, rule.LearningRate, evaluate);

            var recorded = expected.GetProperty("loss").GetDouble();
            Assert.That(loss, Is.EqualTo(recorded).Within((1e-4 * recorded) + 1e-6));
            Assert.That(asked, Is.EqualTo(expected.GetProperty("evaluations").GetInt32()));
            Assert.That(parameters.Values(), Is.EqualTo(expected.GetProperty("w").Numbers()).AsCollection.Within(2e-5));
        }
    }

    [Test]
    public void Takes_the_steps_of_libtorch_in_the_same_process()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(_quarticStart));
        using var theirs = optim.LBFGS([parameter], 0.3, 5, null, 1e-7, 1e-9, 3);
        using var parameters = kind.Vector(_quarticStart);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var rule = new Lbfgs(0.3) { MaxIterations = 5, HistorySize = 3 };
        for (var step = 0; step < 6; step++)
        {
            rule.StepWithClosure(
                state, parameters, gradient, 0.3, LbfgsProblem.Closure(LbfgsProblem.Quartic, parameters, gradient));
            theirs.step(() =>
            {
                var (loss, values) = LbfgsProblem.Quartic(parameter.data<float>().ToArray());
                parameter.grad = tensor(values);
                return tensor(loss);
            });

            Assert.That(
                parameters.Values(), Is.EqualTo(parameter.data<float>().ToArray()).AsCollection.Within(2e-5), $"step {step}");
        }
    }

    [Test]
    public void Finds_the_minimum_and_then_stays()
    {
        using var parameters = kind.Vector(_rosenbrockStart);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var rule = new Lbfgs { MaxIterations = 100, LineSearch = LineSearch.StrongWolfe };
        var evaluate = LbfgsProblem.Closure(LbfgsProblem.Rosenbrock, parameters, gradient);
        rule.StepWithClosure(state, parameters, gradient, 1, evaluate);
        var found = parameters.Values();
        rule.StepWithClosure(state, parameters, gradient, 1, evaluate);

        Assert.That(found, Is.EqualTo(new[] { 1.0, 1, 1 }).AsCollection.Within(1e-4));
        Assert.That(parameters.Values(), Is.EqualTo(found).AsCollection.Within(1e-4));
    }

    [Test]
    public void Returns_the_loss_before_the_step_and_leaves_the_gradient_of_the_point_it_reached()
    {
        using var parameters = kind.Vector(_rosenbrockStart);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var rule = new Lbfgs { MaxIterations = 3, LineSearch = LineSearch.StrongWolfe };
        var loss = rule.StepWithClosure(
            state, parameters, gradient, 1, LbfgsProblem.Closure(LbfgsProblem.Rosenbrock, parameters, gradient));

        // 10 * (1 - 1.44)^2 + 2.2^2 + 10 * (-0.7 - 1)^2 + 0^2
        Assert.That(loss, Is.EqualTo(35.676).Within(1e-5));
        Assert.That(
            gradient.Values(), Is.EqualTo(LbfgsProblem.Rosenbrock(parameters.Values()).Gradient).AsCollection.Within(1e-4));
    }

    // -ln(1 - w) - 3 w is not a number beyond w = 1, and the first length leads from -1 to 9.
    [Test]
    public void A_line_search_comes_back_from_where_the_loss_is_not_a_number()
    {
        using var parameters = kind.Vector(-1);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var rule = new Lbfgs(10) { LineSearch = LineSearch.StrongWolfe };
        (double, float[]) Problem(float[] w) => (
            -Math.Log(1 - w[0]) - (3 * w[0]),
            [(float)((1 / (1.0 - w[0])) - 3)]);
        rule.StepWithClosure(state, parameters, gradient, 10, LbfgsProblem.Closure(Problem, parameters, gradient));

        // 1 / (1 - w) = 3
        Assert.That(parameters.Values()[0], Is.EqualTo(2.0 / 3).Within(1e-4));
    }

    // The loss -w falls for ever: 1 evaluation at the start, then 1 + 25 ever longer ones; more than 5/4 * 20 end the step.
    [Test]
    public void A_line_search_ends_after_25_trials_even_if_the_loss_keeps_falling()
    {
        using var parameters = kind.Vector(0);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var asked = 0;
        var evaluate = LbfgsProblem.Closure(w => (-w[0], [-1f]), parameters, gradient, () => asked++);
        new Lbfgs { LineSearch = LineSearch.StrongWolfe }.StepWithClosure(state, parameters, gradient, 1, evaluate);

        Assert.That(asked, Is.EqualTo(27));
        Assert.That(parameters.Values()[0], Is.GreaterThan(1e12f).And.LessThan(float.PositiveInfinity));
    }

    [Test]
    public void A_gradient_within_the_tolerance_moves_nothing()
    {
        using var parameters = kind.Vector(_rosenbrockStart);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var asked = 0;
        new Lbfgs { ToleranceGradient = 1000 }.StepWithClosure(
            state, parameters, gradient, 1, LbfgsProblem.Closure(LbfgsProblem.Rosenbrock, parameters, gradient, () => asked++));

        Assert.That(parameters.Values(), Is.EqualTo(_rosenbrockStart));
        Assert.That(asked, Is.EqualTo(1));
    }

    [Test]
    public void With_another_history_size_memory_starts_anew()
    {
        using var parameters = kind.Vector(_rosenbrockStart);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        var evaluate = LbfgsProblem.Closure(LbfgsProblem.Rosenbrock, parameters, gradient);
        var rule = new Lbfgs { MaxIterations = 6, LineSearch = LineSearch.StrongWolfe };
        rule.StepWithClosure(state, parameters, gradient, 1, evaluate);
        var before = state.Counter("pairs");
        rule = rule with { MaxIterations = 2, HistorySize = 3 };
        rule.StepWithClosure(state, parameters, gradient, 1, evaluate);

        // 2 * 5/4 evaluations allow for one iteration.
        Assert.That(before, Is.EqualTo(5));
        Assert.That(state.Counter("pairs"), Is.EqualTo(1));
    }

    [Test]
    public void A_step_without_the_loss_is_refused()
    {
        using var parameters = kind.Vector(1);
        using var state = new OptimizerState(parameters);

        Assert.That(new Lbfgs().NeedsClosure, Is.True);
        Assert.That(new Adam().NeedsClosure, Is.False);
        Assert.That(
            () => new Lbfgs().Step(state, parameters, parameters, 1),
            Throws.InvalidOperationException.With.Message.Contains("StepWithClosure"));
    }

    private static JsonElement.ArrayEnumerator Steps(string name) =>
        ReferenceFile.Read("optimizers.json").GetProperty("lbfgs").GetProperty(name).EnumerateArray();
}
