// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>50 steps of each rule against those that torch.optim took (Reference/optimizers.py, in double precision).</summary>
[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class OptimizersAgainstPyTorchTests(VectorKind kind)
{
    private static readonly Dictionary<string, Optimizer> _rules = new()
    {
        ["sgd"] = new Sgd(0.05),
        ["sgd-decay"] = new Sgd(0.05) { WeightDecay = 0.1 },
        ["sgd-momentum-dampening"] = new Sgd(0.05) { Momentum = 0.8, Dampening = 0.3 },
        ["sgd-nesterov-decay"] = new Sgd(0.05) { Momentum = 0.9, Nesterov = true, WeightDecay = 0.1 },
        ["adam"] = new Adam(0.02),
        ["adam-amsgrad-decay"] = new Adam(0.02) { Beta1 = 0.8, Beta2 = 0.9, Epsilon = 1e-4, WeightDecay = 0.1, AmsGrad = true },
        ["adamw"] = new AdamW(0.02),
        ["adamw-amsgrad-decay"] = new AdamW(0.02) { Beta1 = 0.8, Beta2 = 0.9, Epsilon = 1e-4, WeightDecay = 0.3, AmsGrad = true },
        ["rmsprop"] = new RmsProp(0.01),
        ["rmsprop-momentum-decay"] = new RmsProp { Alpha = 0.9, Momentum = 0.7, WeightDecay = 0.1, Epsilon = 1e-4 },
        ["rmsprop-centered-momentum"] = new RmsProp { Alpha = 0.9, Momentum = 0.7, Centered = true, Epsilon = 1e-3 },
        ["adagrad"] = new Adagrad(),
        ["adagrad-all"] = new Adagrad(0.1)
        {
            LearningRateDecay = 0.05,
            InitialAccumulatorValue = 0.5,
            WeightDecay = 0.1,
            Epsilon = 1e-3,
        },
        ["adadelta"] = new Adadelta(),
        ["adadelta-decay"] = new Adadelta(2) { Rho = 0.8, Epsilon = 1e-4, WeightDecay = 0.1 },
        ["radam"] = new RAdam(0.02),
        ["radam-decay"] = new RAdam(0.02) { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-4, WeightDecay = 0.1 },
    };

    private static string[] Names => [.. _rules.Keys];

    [TestCaseSource(nameof(Names))]
    public void Takes_the_same_steps(string name)
    {
        var expected = ReferenceFile.Read("optimizers.json").GetProperty("rules").GetProperty(name);
        using var parameters = kind.Vector(OptimizerProblem.Start());
        using var state = new OptimizerState(parameters);
        var compared = 0;
        OptimizerProblem.Run(_rules[name], state, parameters, 1, 50, (step, values) =>
        {
            if (expected.TryGetProperty(step.ToString(CultureInfo.InvariantCulture), out var there))
            {
                Assert.That(values, Is.EqualTo(there.Numbers()).AsCollection.Within(1e-5), $"step {step}");
                compared++;
            }
        });

        Assert.That(compared, Is.EqualTo(7));
    }

    [Test]
    public void Every_recorded_rule_is_tested() =>
        Assert.That(
            ReferenceFile.Read("optimizers.json").GetProperty("rules").EnumerateObject().Select(rule => rule.Name),
            Is.EquivalentTo(Names));
}
