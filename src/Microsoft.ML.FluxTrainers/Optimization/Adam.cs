// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Steps by running means of the gradient and of its square.</summary>
/// <param name="LearningRate">The size of a step, greater than 0. Default 0.001.</param>
/// <remarks>
/// Kingma and Ba (2015), "Adam: A Method for Stochastic Optimization", algorithm 1; the settings are those of torch.optim.Adam.
/// <see cref="WeightDecay"/> is added to the gradient (an L2 penalty), so the running means see it; <see cref="AdamW"/>
/// decouples it.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record Adam(double LearningRate = 0.001) : Optimizer(LearningRate)
{
    /// <summary>How much of the running mean of the gradient is kept at each step, from 0 to below 1. Default 0.9.</summary>
    public double Beta1 { get; init => field = Guard.BelowOne(value); } = 0.9;

    /// <summary>How much of the running mean of the squared gradient is kept at each step, from 0 to below 1. Default
    /// 0.999.</summary>
    public double Beta2 { get; init => field = Guard.BelowOne(value); } = 0.999;

    /// <summary>What keeps the denominator from 0, greater than 0. Default 1e-8.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-8;

    /// <summary>The factor by which parameters are added to the gradient, at least 0. Default 0.</summary>
    public double WeightDecay { get; init => field = Guard.NotNegative(value); }

    /// <summary>Whether the largest running mean of the squared gradient so far is used instead of the present one. Default
    /// false.</summary>
    /// <remarks>Reddi, Kale and Kumar (2018), "On the Convergence of Adam and Beyond", algorithm 2.</remarks>
    public bool AmsGrad { get; init; }

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void UpdateAndClear(
        OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate, double factor)
    {
        if (AmsGrad)
        {
            base.UpdateAndClear(state, parameters, gradient, learningRate, factor);
            return;
        }

        if (WeightDecay != 0)
        {
            gradient.Scale(factor);
            factor = 1;
            AddWeightDecay(gradient, parameters, WeightDecay);
        }

        AdaptiveMoments.FollowAndMove(state, parameters, gradient, factor, Beta1, Beta2, learningRate, Epsilon);
    }

    /// <summary>AMSGrad's part of it.</summary>
    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate)
    {
        AddWeightDecay(gradient, parameters, WeightDecay);
        AdaptiveMoments.Follow(state, gradient, Beta1, Beta2).MoveByLargest(state, parameters, learningRate, Epsilon);
    }
}
