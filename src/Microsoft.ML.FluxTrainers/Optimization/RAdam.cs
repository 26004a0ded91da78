// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary><see cref="Adam"/> that waits with its adaptive steps until the mean of squared gradients is reliable: no warm-up
/// needed.</summary>
/// <param name="LearningRate">The size of a step, greater than 0. Default 0.001.</param>
/// <remarks>
/// Liu and others (2020), "On the Variance of the Adaptive Learning Rate and Beyond", algorithm 2; the settings are those of
/// torch.optim.RAdam, whose threshold for an adaptive step is an approximated length above 5.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record RAdam(double LearningRate = 0.001) : Optimizer(LearningRate)
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

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate)
    {
        AddWeightDecay(gradient, parameters, WeightDecay);
        var moments = AdaptiveMoments.Follow(state, gradient, Beta1, Beta2);
        var gain = -learningRate / moments.Correction1;

        var longest = (2 / (1 - Beta2)) - 1;
        var length = longest - (2 * state.Steps * Math.Pow(Beta2, state.Steps) / moments.Correction2);
        if (length > 5)
        {
            var rectification = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
            gain *= rectification * Math.Sqrt(moments.Correction2);
            parameters.AddQuotientOfRoot(moments.First, moments.Second, gain, 1, Epsilon);
        }
        else
        {
            parameters.AddScaled(moments.First, gain);
        }
    }
}
