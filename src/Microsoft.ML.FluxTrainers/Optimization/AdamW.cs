// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary><see cref="Adam"/> with a weight decay of its own, which does not pass through the running means.</summary>
/// <param name="LearningRate">The size of a step, greater than 0. Default 0.001.</param>
/// <remarks>
/// Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization", algorithm 2; the settings are those of
/// torch.optim.AdamW:
/// each step first multiplies the parameters by 1 - LearningRate * WeightDecay.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record AdamW(double LearningRate = 0.001) : Optimizer(LearningRate)
{
    /// <summary>How much of the running mean of the gradient is kept at each step, from 0 to below 1. Default 0.9.</summary>
    public double Beta1 { get; init => field = Guard.BelowOne(value); } = 0.9;

    /// <summary>How much of the running mean of the squared gradient is kept at each step, from 0 to below 1. Default
    /// 0.999.</summary>
    public double Beta2 { get; init => field = Guard.BelowOne(value); } = 0.999;

    /// <summary>What keeps the denominator from 0, greater than 0. Default 1e-8.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-8;

    /// <summary>The share of the parameters that a step of learning rate 1 would take away, at least 0. Default 0.01.</summary>
    public double WeightDecay { get; init => field = Guard.NotNegative(value); } = 0.01;

    /// <summary>Whether the largest running mean of the squared gradient so far is used instead of the present one. Default
    /// false.</summary>
    public bool AmsGrad { get; init; }

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void UpdateAndClear(
        OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate, double factor)
    {
        if (WeightDecay != 0)
        {
            parameters.Scale(1 - (learningRate * WeightDecay));
        }

        if (AmsGrad)
        {
            base.UpdateAndClear(state, parameters, gradient, learningRate, factor);
        }
        else
        {
            AdaptiveMoments.FollowAndMove(state, parameters, gradient, factor, Beta1, Beta2, learningRate, Epsilon);
        }
    }

    /// <summary>AMSGrad's part of it.</summary>
    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate) =>
        AdaptiveMoments.Follow(state, gradient, Beta1, Beta2).MoveByLargest(state, parameters, learningRate, Epsilon);
}
