// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>All that a <see cref="LearningRateSchedule"/> may depend on: where in a training an update stands, and what happened before.</summary>
public sealed record SchedulePoint
{
    /// <summary>The optimizer's learning rate, greater than 0.</summary>
    public required double BaseRate { get; init => field = Guard.Positive(value); }

    /// <summary>The epochs done before this one, at least 0; those of earlier fits that this one goes on from count.</summary>
    public required int Epoch { get; init => field = Guard.NotNegative(value); }

    /// <summary>The updates done in this epoch, at least 0. Default 0.</summary>
    public int Step { get; init => field = Guard.NotNegative(value); }

    /// <summary>The updates that an epoch has, at least 1. Default 1.</summary>
    public int StepsPerEpoch { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>The epochs planned, at least 0.</summary>
    public required int Epochs { get; init => field = Guard.NotNegative(value); }

    /// <summary>The time since the fit began, at least 0; known as of the last block of rows. Default 0.</summary>
    public TimeSpan Elapsed { get; init => field = Guard.NotNegative(value); }

    /// <summary>What happened before this epoch. Default: null, nothing.</summary>
    public TrainingHistory? History { get; init; }

    /// <summary>Whether this fit has validation rows; null where nobody says.</summary>
    internal bool? IsValidated { get; init; }

    /// <summary>The epochs done, with the part of this one that is done.</summary>
    public double EpochsDone => Epoch + ((double)Step / StepsPerEpoch);
}
