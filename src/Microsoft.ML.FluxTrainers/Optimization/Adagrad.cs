// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Divides each gradient by the root of the sum of all its squares so far: for sparse features.</summary>
/// <param name="LearningRate">The size of a step, greater than 0. Default 0.01.</param>
/// <remarks>
/// Duchi, Hazan and Singer (2011), "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization";
/// the settings are those of torch.optim.Adagrad.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record Adagrad(double LearningRate = 0.01) : Optimizer(LearningRate)
{
    /// <summary>Step t has the learning rate LearningRate / (1 + (t - 1) * LearningRateDecay); at least 0. Default 0.</summary>
    public double LearningRateDecay { get; init => field = Guard.NotNegative(value); }

    /// <summary>What the sums of squares start from, at least 0. Default 0.</summary>
    public double InitialAccumulatorValue { get; init => field = Guard.NotNegative(value); }

    /// <summary>What keeps the denominator from 0, greater than 0. Default 1e-10.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-10;

    /// <summary>The factor by which parameters are added to the gradient, at least 0. Default 0.</summary>
    public double WeightDecay { get; init => field = Guard.NotNegative(value); }

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate)
    {
        AddWeightDecay(gradient, parameters, WeightDecay);
        var sum = state.Vector("sum", InitialAccumulatorValue);
        sum.AccumulateProduct(1, gradient, gradient, 1);
        var rate = learningRate / (1 + ((state.Steps - 1) * LearningRateDecay));
        parameters.AddQuotientOfRoot(gradient, sum, -rate, 1, Epsilon);
    }
}
