// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stochastic gradient descent, plain or with momentum.</summary>
/// <param name="LearningRate">The size of a step, greater than 0. Default 0.01.</param>
/// <remarks>
/// The settings and the arithmetic are those of torch.optim.SGD: the buffer is b = Momentum * b + (1 - Dampening) * g, which
/// starts as the first gradient; a step takes away LearningRate * b, with <see cref="Nesterov"/> LearningRate * (g + Momentum *
/// b).
/// Sutskever and others (2013), "On the importance of initialization and momentum in deep learning".
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record Sgd(double LearningRate = 0.01) : Optimizer(LearningRate)
{
    private const string Buffer = "momentum_buffer";

    /// <summary>How much of the buffer of past gradients is kept at each step, from 0 to below 1. Default 0: no buffer.</summary>
    public double Momentum { get; init => field = Guard.BelowOne(value); }

    /// <summary>The share of a gradient that does not enter the buffer, from 0 to 1. Default 0.</summary>
    public double Dampening { get; init => field = Guard.InUnitInterval(value); }

    /// <summary>Whether a step looks ahead along the buffer; needs a momentum and no dampening. Default false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The factor by which parameters are added to the gradient, at least 0. Default 0.</summary>
    public double WeightDecay { get; init => field = Guard.NotNegative(value); }

    internal override void Validate()
    {
        if (Nesterov && (Momentum == 0 || Dampening != 0))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Sgd with Nesterov needs a Momentum above 0 and a Dampening of 0, but they are {Momentum} and {Dampening}."));
        }
    }

    internal override Optimizer ScaleWeightDecay(double factor) => this with { WeightDecay = WeightDecay * factor };

    private protected override void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate)
    {
        AddWeightDecay(gradient, parameters, WeightDecay);
        if (Momentum == 0)
        {
            parameters.AddScaled(gradient, -learningRate);
            return;
        }

        var isFirst = !state.Vectors.ContainsKey(Buffer);
        var buffer = state.Vector(Buffer);
        buffer.Accumulate(Momentum, gradient, isFirst ? 1 : 1 - Dampening);
        parameters.AddScaled(buffer, -learningRate * (Nesterov ? Momentum : 1));
        if (Nesterov)
        {
            parameters.AddScaled(gradient, -learningRate);
        }
    }
}
