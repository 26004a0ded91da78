// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scales each gradient by the ratio of past steps to past gradients, so that it needs hardly any learning
/// rate.</summary>
/// <param name="LearningRate">The factor of a step, greater than 0. Default 1.</param>
/// <remarks>
/// Zeiler (2012), "ADADELTA: An Adaptive Learning Rate Method", algorithm 1; the settings are those of torch.optim.Adadelta.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record Adadelta(double LearningRate = 1) : Optimizer(LearningRate)
{
    /// <summary>How much of the running means of squares is kept at each step, from 0 to below 1. Default 0.9.</summary>
    public double Rho { get; init => field = Guard.BelowOne(value); } = 0.9;

    /// <summary>What is added to both running means below the root, greater than 0. Default 1e-6.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-6;

    /// <summary>The factor by which parameters are added to the gradient, at least 0. Default 0.</summary>
    public double WeightDecay { get; init => field = Guard.NotNegative(value); }

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate)
    {
        AddWeightDecay(gradient, parameters, WeightDecay);
        var (square, steps) = (state.Vector("square_avg"), state.Vector("acc_delta"));
        square.AccumulateProduct(Rho, gradient, gradient, 1 - Rho);
        gradient.ScaleByRatioOfRoots(steps, square, Epsilon);
        steps.AccumulateProduct(Rho, gradient, gradient, 1 - Rho);
        parameters.AddScaled(gradient, -learningRate);
    }
}
