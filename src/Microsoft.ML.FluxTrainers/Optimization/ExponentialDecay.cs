// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Multiplies the learning rate by a factor after each epoch.</summary>
/// <param name="Factor">The factor, greater than 0.</param>
/// <remarks>The rate of epoch e, from 0, is base * Factor^e: torch.optim.lr_scheduler.ExponentialLR.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The factor is not a finite number greater than 0.</exception>
public sealed record ExponentialDecay(double Factor) : LearningRateSchedule
{
    /// <summary>The factor, greater than 0.</summary>
    public double Factor { get; init => field = Guard.Positive(value); } = Guard.Positive(Factor);

    private protected override double Rate(SchedulePoint point) => point.BaseRate * Math.Pow(Factor, point.Epoch);
}
