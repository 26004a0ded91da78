// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class OptimizerStateTests(VectorKind kind)
{
    private static IEnumerable<TestCaseData> Rules() => new Optimizer[]
    {
        new Sgd { Momentum = 0.9 },
        new Adam { AmsGrad = true },
        new AdamW(),
        new RmsProp { Momentum = 0.5, Centered = true },
        new Adagrad { LearningRateDecay = 0.1, InitialAccumulatorValue = 0.2 },
        new Adadelta(),
        new NAdam(),
        new RAdam(),
    }.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.GetType().Name));

    [TestCaseSource(nameof(Rules))]
    public void Restored_in_the_middle_it_goes_on_to_the_same_bits(Optimizer rule)
    {
        using var parameters = kind.Vector(OptimizerProblem.Start());
        using var state = new OptimizerState(parameters);
        OptimizerProblem.Run(rule, state, parameters, 1, 7);

        using var otherParameters = kind.Vector(parameters.Values());
        using var otherState = Restored(state, otherParameters);
        OptimizerProblem.Run(rule, state, parameters, 8, 20);
        OptimizerProblem.Run(rule, otherState, otherParameters, 8, 20);

        Assert.That(otherParameters.Values(), Is.EqualTo(parameters.Values()));
        Assert.That(otherState.Steps, Is.EqualTo(20));
    }

    [TestCaseSource(nameof(Rules))]
    public void Without_it_the_next_steps_differ(Optimizer rule)
    {
        using var parameters = kind.Vector(OptimizerProblem.Start());
        using var state = new OptimizerState(parameters);
        OptimizerProblem.Run(rule, state, parameters, 1, 7);

        using var otherParameters = kind.Vector(parameters.Values());
        using var fresh = new OptimizerState(otherParameters);
        OptimizerProblem.Run(rule, state, parameters, 8, 20);
        OptimizerProblem.Run(rule, fresh, otherParameters, 8, 20);

        Assert.That(otherParameters.Values(), Is.Not.EqualTo(parameters.Values()).AsCollection.Within(1e-6));
    }

    [Test]
    public void Lbfgs_restored_in_the_middle_goes_on_to_the_same_bits([Values] LineSearch search)
    {
        var rule = new Lbfgs(0.5) { MaxIterations = 3, HistorySize = 4, LineSearch = search };
        using var parameters = kind.Vector(2, -1, 0.5f, 3, -2);
        using var gradient = parameters.NewZeros();
        using var state = new OptimizerState(parameters);
        Step(state, parameters, 2);

        using var otherParameters = kind.Vector(parameters.Values());
        using var otherState = Restored(state, otherParameters);
        Step(state, parameters, 2);
        Step(otherState, otherParameters, 2);

        Assert.That(otherParameters.Values(), Is.EqualTo(parameters.Values()));

        void Step(OptimizerState of, FlatVector vector, int times)
        {
            for (var i = 0; i < times; i++)
            {
                rule.StepWithClosure(of, vector, gradient, 0.5, LbfgsProblem.Closure(LbfgsProblem.Quartic, vector, gradient));
            }
        }
    }

    [Test]
    public void Makes_a_vector_when_it_is_first_asked_for_and_then_keeps_it()
    {
        using var parameters = kind.Vector(1, 2, 3);
        using var state = new OptimizerState(parameters);
        Assert.That(state.Vectors, Is.Empty);

        state.Vector("b", 0.5).Scale(2);
        state.Vector("a");

        Assert.That(state.Vector("b", 0.5).Values(), Is.EqualTo(new float[] { 1, 1, 1 }));
        Assert.That(state.Vector("a").Values(), Is.EqualTo(new float[3]));
        Assert.That(state.Vectors.Keys, Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public void A_counter_has_the_given_value_until_it_is_set()
    {
        using var parameters = kind.Vector(1);
        using var state = new OptimizerState(parameters);
        Assert.That(state.Counter("product", 1), Is.EqualTo(1));
        Assert.That(state.Counters, Is.Empty);

        state.SetCounter("product", 0.25);

        Assert.That(state.Counter("product", 1), Is.EqualTo(0.25));
        Assert.That(() => state.Steps = -1, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static OptimizerState Restored(OptimizerState state, FlatVector parameters)
    {
        var restored = new OptimizerState(parameters) { Steps = state.Steps };
        foreach (var (name, value) in state.Counters)
        {
            restored.SetCounter(name, value);
        }

        foreach (var (name, vector) in state.Vectors)
        {
            restored.Vector(name).CopyFrom(vector.Values());
        }

        return restored;
    }
}
