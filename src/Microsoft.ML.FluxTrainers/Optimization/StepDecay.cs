// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Multiplies the learning rate by a factor after every so many epochs.</summary>
/// <param name="EveryEpochs">The epochs between two changes, at least 1.</param>
/// <param name="Factor">The factor, greater than 0. Default 0.1.</param>
/// <remarks>The rate of epoch e, from 0, is base * Factor^floor(e / EveryEpochs): torch.optim.lr_scheduler.StepLR.</remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record StepDecay(int EveryEpochs, double Factor = 0.1) : LearningRateSchedule
{
    /// <summary>The epochs between two changes, at least 1.</summary>
    public int EveryEpochs { get; init => field = Guard.Positive(value); } = Guard.Positive(EveryEpochs);

    /// <summary>The factor, greater than 0. Default 0.1.</summary>
    public double Factor { get; init => field = Guard.Positive(value); } = Guard.Positive(Factor);

    private protected override double Rate(SchedulePoint point) => point.BaseRate * Math.Pow(Factor, point.Epoch / EveryEpochs);
}
