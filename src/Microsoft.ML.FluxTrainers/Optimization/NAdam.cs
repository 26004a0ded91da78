// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary><see cref="Adam"/> with Nesterov's look ahead in place of plain momentum.</summary>
/// <param name="LearningRate">The size of a step, greater than 0. Default 0.002.</param>
/// <remarks>
/// Dozat (2016), "Incorporating Nesterov Momentum into Adam"; the settings are those of torch.optim.NAdam, with its momentum
/// schedule mu(t) = Beta1 * (1 - 0.96^(t * MomentumDecay) / 2).
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record NAdam(double LearningRate = 0.002) : Optimizer(LearningRate)
{
    private const string Product = "mu_product";

    /// <summary>How much of the running mean of the gradient is kept at each step, from 0 to below 1. Default 0.9.</summary>
    public double Beta1 { get; init => field = Guard.BelowOne(value); } = 0.9;

    /// <summary>How much of the running mean of the squared gradient is kept at each step, from 0 to below 1. Default
    /// 0.999.</summary>
    public double Beta2 { get; init => field = Guard.BelowOne(value); } = 0.999;

    /// <summary>What keeps the denominator from 0, greater than 0. Default 1e-8.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-8;

    /// <summary>How fast the momentum grows towards Beta1, at least 0. Default 0.004.</summary>
    public double MomentumDecay { get; init => field = Guard.NotNegative(value); } = 0.004;

    /// <summary>The factor by which parameters are added to the gradient, at least 0. Default 0.</summary>
    public double WeightDecay { get; init => field = Guard.NotNegative(value); }

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate)
    {
        AddWeightDecay(gradient, parameters, WeightDecay);
        var moments = AdaptiveMoments.Follow(state, gradient, Beta1, Beta2);
        var (now, next) = (Momentum(state.Steps), Momentum(state.Steps + 1));
        var product = state.Counter(Product, 1) * now;
        state.SetCounter(Product, product);

        var rootScale = 1 / Math.Sqrt(moments.Correction2);
        var gradientGain = -learningRate * (1 - now) / (1 - product);
        var meanGain = -learningRate * next / (1 - (product * next));
        parameters.AddQuotientOfRoot(gradient, moments.Second, gradientGain, rootScale, Epsilon);
        parameters.AddQuotientOfRoot(moments.First, moments.Second, meanGain, rootScale, Epsilon);
    }

    private double Momentum(long step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * MomentumDecay)));
}
