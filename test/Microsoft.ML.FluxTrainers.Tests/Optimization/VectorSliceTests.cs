// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Slices of flat vectors, and optimizers that work on them one after the other.</summary>
[TestFixture(VectorKind.Managed)]
[TestFixture(VectorKind.Torch)]
public sealed class VectorSliceTests(VectorKind kind)
{
    private const int Cut = 4;

    private static Optimizer[] Optimizers =>
    [
        new Sgd(0.05) { Momentum = 0.9, Dampening = 0.2, WeightDecay = 0.1 }, new Adam(0.02) { WeightDecay = 0.1 }, new Adam(0.02) { AmsGrad = true },
        new AdamW(0.02) { WeightDecay = 0.3 }, new RmsProp { Momentum = 0.7, Centered = true, WeightDecay = 0.1 },
        new Adagrad(0.1) { InitialAccumulatorValue = 0.5, LearningRateDecay = 0.05, WeightDecay = 0.1 }, new Adadelta(2) { WeightDecay = 0.1 },
        new NAdam(0.02) { WeightDecay = 0.1 }, new RAdam(0.02) { WeightDecay = 0.1 },
    ];

    [Test]
    public void A_slice_shares_the_memory_of_its_vector()
    {
        using var vector = kind.Vector(1, 2, 3, 4, 5);
        using var slice = vector.Slice(1, 3);
        using var inner = slice.Slice(1, 2);
        slice.Scale(10);
        inner.Fill(7);

        Assert.That(vector.Values(), Is.EqualTo(new float[] { 1, 20, 7, 7, 5 }));
        Assert.That(slice.SumOfMagnitudes(), Is.EqualTo(34));
        using var own = slice.NewZeros();
        own.Fill(3);
        Assert.That(vector.Values(), Is.EqualTo(new float[] { 1, 20, 7, 7, 5 }));
        Assert.That(() => vector.Slice(3, 3), Throws.Exception);
    }

    // The rules work number by number, so two vectors trained apart are the other implementation, to the bit.
    [TestCaseSource(nameof(Optimizers))]
    public void Parts_with_factors_are_trained_as_if_apart(Optimizer optimizer)
    {
        using var whole = kind.Vector(OptimizerProblem.Start());
        using var state = new OptimizerState(whole);
        using var gradient = whole.NewZeros();
        var rules = new[] { optimizer.ScaleWeightDecay(0.25), optimizer };
        double[] rates = [optimizer.LearningRate * 0.5, optimizer.LearningRate];
        FlatVector[] apart = [kind.Vector(OptimizerProblem.Start()[..Cut]), kind.Vector(OptimizerProblem.Start()[Cut..])];
        var states = apart.Select(vector => new OptimizerState(vector)).ToArray();
        var parts = Parts(state, whole, gradient);
        for (var step = 1; step <= 30; step++)
        {
            if (step == 15)
            {
                parts = Parts(state, whole, gradient); // as after a restart: from the whole state
            }

            var slopes = OptimizerProblem.Gradient(step, whole.Values());
            gradient.CopyFrom(slopes);
            for (var i = 0; i < 2; i++)
            {
                rules[i].Step(parts[i].State, parts[i].Parameters, parts[i].Gradient, rates[i]);
                using var slope = kind.Vector(i == 0 ? slopes[..Cut] : slopes[Cut..]);
                rules[i].Step(states[i], apart[i], slope, rates[i]);
            }

            state.CountAs(parts[0].State);
        }

        Assert.That(whole.Values(), Is.EqualTo(apart.SelectMany(vector => vector.Values())).AsCollection.Within(kind == VectorKind.Managed ? 0 : 1e-6));
        Assert.That(state.Steps, Is.EqualTo(30));
        Assert.That(state.Counters, Is.EquivalentTo(states[0].Counters));
        foreach (var item in apart.Concat<IDisposable>(states))
        {
            item.Dispose();
        }
    }

    [TestCaseSource(nameof(Optimizers))]
    public void Weight_decay_is_scaled_and_nothing_else(Optimizer optimizer)
    {
        var decay = (double)optimizer.GetType().GetProperty("WeightDecay")!.GetValue(optimizer)!;
        var scaled = optimizer.ScaleWeightDecay(0.25);

        Assert.That(scaled.GetType().GetProperty("WeightDecay")!.GetValue(scaled), Is.EqualTo(decay * 0.25));
        Assert.That(scaled.ScaleWeightDecay(4), Is.EqualTo(optimizer));
    }

    private static (OptimizerState State, FlatVector Parameters, FlatVector Gradient)[] Parts(OptimizerState state, FlatVector whole, FlatVector gradient)
    {
        var (first, second) = (whole.Slice(0, Cut), whole.Slice(Cut, whole.Length - Cut));
        return
        [
            (state.Part(0, first), first, gradient.Slice(0, Cut)), (state.Part(Cut, second), second, gradient.Slice(Cut, whole.Length - Cut)),
        ];
    }
}
