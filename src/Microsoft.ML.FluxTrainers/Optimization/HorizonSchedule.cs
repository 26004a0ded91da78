// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A schedule that has an end, its horizon: <see cref="CosineDecay"/> and <see cref="OneCycle"/>. Later updates have the last rate.</summary>
public abstract record HorizonSchedule : LearningRateSchedule
{
    private protected HorizonSchedule()
    {
    }

    /// <summary>The epochs until the end, at least 1. Default: null, all epochs that the options plan.</summary>
    /// <remarks>Set it where a fit is to be continued: with a horizon of its own, two stages equal one to the bit, while the default horizon moves when the
    /// options' Epochs are raised, with a warning.</remarks>
    public int? Epochs { get; init => field = value is { } epochs ? Guard.Positive(epochs) : null; }

    /// <summary>The time until the end, counted from the start of the fit and greater than 0, instead of epochs. Default: null.</summary>
    /// <remarks>The share of the time that has passed is the share of the schedule: it ends on time, however fast the machine is, but no two fits are
    /// equal. The fit itself goes on: end it with a <see cref="TimeLimit"/> of the same time, and let the options plan more epochs than will fit.</remarks>
    public TimeSpan? TimeBudget { get; init => field = value is { } time ? Guard.Positive(time) : null; }

    /// <summary>Whether the horizon is that of the fit.</summary>
    internal bool FollowsFit => Epochs is null && TimeBudget is null;

    internal override bool ChangesWithinEpoch => true;

    internal override void Validate(int epochs)
    {
        if (Epochs is not null && TimeBudget is not null)
        {
            throw new ArgumentException($"{GetType().Name} has both Epochs and TimeBudget, which both say where it ends. Set one of them.");
        }
    }

    /// <summary>The epochs until the end.</summary>
    private protected int Horizon(SchedulePoint point) => Epochs ?? point.Epochs;

    /// <summary>The updates done.</summary>
    private protected static double Done(SchedulePoint point) => ((double)point.Epoch * point.StepsPerEpoch) + point.Step;

    /// <summary>The updates until the end, at least 1.</summary>
    private protected double InAll(SchedulePoint point) => Math.Max(1, (double)Horizon(point) * point.StepsPerEpoch);

    /// <summary>The share of the time budget that has passed, or null without one.</summary>
    private protected double? TimeShare(SchedulePoint point) => TimeBudget is { } budget ? Math.Min(1, point.Elapsed / budget) : null;
}
