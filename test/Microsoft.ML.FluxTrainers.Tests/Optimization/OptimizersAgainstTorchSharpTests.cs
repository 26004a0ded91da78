// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>50 steps of each rule against those that TorchSharp's own torch.optim takes in the same process.</summary>
/// <remarks>
/// TorchSharp's defaults are those of PyTorch but for the weight decay of AdamW, 0 instead of 0.01.
/// RAdam is compared at a learning rate of 1 and during its first five steps: TorchSharp 0.107 multiplies an adaptive step by the
/// learning rate twice. PyTorch and the paper do it once, and so do we; OptimizersAgainstPyTorchTests shows it.
/// </remarks>
[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class OptimizersAgainstTorchSharpTests(VectorKind kind)
{
    private static IEnumerable<TestCaseData> Rules()
    {
        yield return Case("Sgd", new Sgd(0.05), p => optim.SGD(p, 0.05));
        yield return Case(
            "Sgd with momentum, dampening and decay",
            new Sgd(0.05) { Momentum = 0.9, Dampening = 0.2, WeightDecay = 0.1 },
            p => optim.SGD(p, 0.05, momentum: 0.9, dampening: 0.2, weight_decay: 0.1));
        yield return Case(
            "Sgd with Nesterov",
            new Sgd(0.05) { Momentum = 0.9, Nesterov = true },
            p => optim.SGD(p, 0.05, momentum: 0.9, nesterov: true));
        yield return Case("Adam", new Adam(0.05), p => optim.Adam(p, 0.05));
        yield return Case(
            "Adam with AMSGrad and decay",
            new Adam(0.05) { Beta1 = 0.7, Beta2 = 0.95, Epsilon = 1e-6, WeightDecay = 0.1, AmsGrad = true },
            p => optim.Adam(p, 0.05, 0.7, 0.95, 1e-6, weight_decay: 0.1, amsgrad: true));
        yield return Case("AdamW", new AdamW(0.05), p => optim.AdamW(p, 0.05, weight_decay: 0.01));
        yield return Case(
            "AdamW with AMSGrad and decay",
            new AdamW(0.05) { Beta1 = 0.7, Beta2 = 0.95, Epsilon = 1e-6, WeightDecay = 0.3, AmsGrad = true },
            p => optim.AdamW(p, 0.05, 0.7, 0.95, 1e-6, weight_decay: 0.3, amsgrad: true));
        yield return Case("RmsProp", new RmsProp(), p => optim.RMSProp(p));
        yield return Case(
            "RmsProp with momentum and decay",
            new RmsProp(0.02) { Alpha = 0.9, Momentum = 0.5, WeightDecay = 0.1, Epsilon = 1e-5 },
            p => optim.RMSProp(p, 0.02, 0.9, 1e-5, weight_decay: 0.1, momentum: 0.5));
        yield return Case(
            "RmsProp, centered",
            new RmsProp(0.02) { Alpha = 0.9, Centered = true, Epsilon = 1e-2 },
            p => optim.RMSProp(p, 0.02, 0.9, 1e-2, centered: true));
        yield return Case("Adagrad", new Adagrad(), p => optim.Adagrad(p));
        yield return Case(
            "Adagrad with decays",
            new Adagrad(0.1) { LearningRateDecay = 0.1, WeightDecay = 0.1, Epsilon = 1e-4 },
            p => optim.Adagrad(p, 0.1, lr_decay: 0.1, weight_decay: 0.1, eps: 1e-4));
        yield return Case("Adadelta", new Adadelta(), p => optim.Adadelta(p));
        yield return Case(
            "Adadelta with decay",
            new Adadelta(2) { Rho = 0.8, Epsilon = 1e-4, WeightDecay = 0.1 },
            p => optim.Adadelta(p, 2, 0.8, 1e-4, weight_decay: 0.1));
        yield return Case("NAdam", new NAdam(0.05), p => optim.NAdam(p, 0.05));
        yield return Case(
            "NAdam with decays",
            new NAdam(0.05) { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-5, MomentumDecay = 0.05, WeightDecay = 0.1 },
            p => optim.NAdam(p, 0.05, 0.8, 0.95, 1e-5, weight_decay: 0.1, momentum_decay: 0.05));
        yield return Case(
            "RAdam at a learning rate of 1",
            new RAdam(1) { Beta2 = 0.95, Epsilon = 1e-4, WeightDecay = 0.1 },
            p => optim.RAdam(p, 1, 0.9, 0.95, 1e-4, weight_decay: 0.1));
        yield return Case("RAdam, before it adapts", new RAdam(0.05), p => optim.RAdam(p, 0.05), 5);
    }

    [TestCaseSource(nameof(Rules))]
    public void Takes_the_same_steps(Optimizer rule, Func<Parameter[], optim.Optimizer> theirs, int steps)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(OptimizerProblem.Start()));
        using var optimizer = theirs([parameter]);
        using var parameters = kind.Vector(OptimizerProblem.Start());
        using var state = new OptimizerState(parameters);
        OptimizerProblem.Run(rule, state, parameters, 1, steps, (step, values) =>
        {
            parameter.grad = tensor(OptimizerProblem.Gradient(step, parameter.data<float>().ToArray()));
            optimizer.step();
            Assert.That(values, Is.EqualTo(parameter.data<float>().ToArray()).AsCollection.Within(1e-5), $"step {step}");
        });

        Assert.That(state.Steps, Is.EqualTo(steps));
        Assert.That(parameters.Values(), Is.Not.EqualTo(OptimizerProblem.Start()).AsCollection.Within(0.01));
    }

    private static TestCaseData Case(string name, Optimizer rule, Func<Parameter[], optim.Optimizer> theirs, int steps = 50) =>
        new TestCaseData(rule, theirs, steps).SetArgDisplayNames(name);
}
