// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Divides each gradient by the root of the running mean of its square.</summary>
/// <param name="LearningRate">The size of a step, greater than 0. Default 0.01.</param>
/// <remarks>
/// Tieleman and Hinton (2012), lecture 6.5 of "Neural Networks for Machine Learning"; the settings are those of
/// torch.optim.RMSprop,
/// which adds epsilon to the root. Where rounding makes a centered mean square negative it counts as 0 (PyTorch gives NaN).
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record RmsProp(double LearningRate = 0.01) : Optimizer(LearningRate)
{
    /// <summary>How much of the running mean of the squared gradient is kept at each step, from 0 to below 1. Default
    /// 0.99.</summary>
    public double Alpha { get; init => field = Guard.BelowOne(value); } = 0.99;

    /// <summary>What keeps the denominator from 0, greater than 0. Default 1e-8.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-8;

    /// <summary>How much of the buffer of past steps is kept at each step, from 0 to below 1. Default 0: no buffer.</summary>
    public double Momentum { get; init => field = Guard.BelowOne(value); }

    /// <summary>Whether the running variance of the gradient takes the place of the mean of its square. Default false.</summary>
    public bool Centered { get; init; }

    /// <summary>The factor by which parameters are added to the gradient, at least 0. Default 0.</summary>
    public double WeightDecay { get; init => field = Guard.NotNegative(value); }

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate)
    {
        AddWeightDecay(gradient, parameters, WeightDecay);
        var square = state.Vector("square_avg");
        square.AccumulateProduct(Alpha, gradient, gradient, 1 - Alpha);
        if (!Centered)
        {
            Move(state, parameters, gradient, square, learningRate);
            return;
        }

        var mean = state.Vector("grad_avg");
        mean.Accumulate(Alpha, gradient, 1 - Alpha);
        using var variance = square.NewZeros();
        variance.CopyFrom(square);
        variance.AccumulateProduct(1, mean, mean, -1);
        variance.Clamp(0, double.PositiveInfinity);
        Move(state, parameters, gradient, variance, learningRate);
    }

    private void Move(OptimizerState state, FlatVector parameters, FlatVector gradient, FlatVector square, double learningRate)
    {
        if (Momentum == 0)
        {
            parameters.AddQuotientOfRoot(gradient, square, -learningRate, 1, Epsilon);
            return;
        }

        var buffer = state.Vector("momentum_buffer");
        buffer.Scale(Momentum);
        buffer.AddQuotientOfRoot(gradient, square, 1, 1, Epsilon);
        parameters.AddScaled(buffer, -learningRate);
    }
}
