// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A penalty on large parameters: the sum, over all weights and biases w, of l1 * |w| + l2 * w^2.</summary>
/// <remarks>
/// Here l1 = L1Ratio * Strength and l2 = (1 - L1Ratio) * Strength: an elastic net (Zou and Hastie 2005). The arithmetic is that
/// of
/// MLJFlux, whose lambda is the strength and whose alpha is the ratio: with n batches in an epoch, each batch adds
/// (l1 / n) * sign(w) + (2 * l2 / n) * w to its mean gradient before the optimizer sees it. The reported loss has no penalty in
/// it.
/// </remarks>
public sealed record Penalty
{
    /// <summary>The weight of the penalty beside the loss, at least 0. Default 0: no penalty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Strength { get; init => field = Guard.NotNegative(value); }

    /// <summary>The share of the absolute values, from 0 (squares only) to 1 (absolute values only). Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double L1Ratio { get; init => field = Guard.InUnitInterval(value); }

    /// <summary>Adds one batch's part of the penalty's gradient.</summary>
    /// <param name="parameters">The parameters w.</param>
    /// <param name="gradient">The mean gradient of the batch; changed.</param>
    /// <param name="batchesPerEpoch">How many batches share the penalty, at least 1.</param>
    internal void Apply(FlatVector parameters, FlatVector gradient, int batchesPerEpoch)
    {
        Guard.Positive(batchesPerEpoch, nameof(batchesPerEpoch));
        var absolute = L1Ratio * Strength;
        var squared = (1 - L1Ratio) * Strength;
        if (absolute != 0)
        {
            gradient.AddSign(parameters, absolute / batchesPerEpoch);
        }

        if (squared != 0)
        {
            gradient.AddScaled(parameters, 2 * squared / batchesPerEpoch);
        }
    }

    /// <summary>The penalty itself, for optimizers that compare losses: it waits for the device.</summary>
    /// <param name="parameters">The parameters w.</param>
    internal double ValueOf(FlatVector parameters) => Strength == 0
        ? 0
        : Strength * ((L1Ratio * parameters.SumOfMagnitudes()) + ((1 - L1Ratio) * parameters.NormSquared()));
}
