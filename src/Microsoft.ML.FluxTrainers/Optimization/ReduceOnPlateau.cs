// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Lowers the learning rate where the loss has stopped falling.</summary>
/// <param name="Factor">What the rate is multiplied by, from 0 to below 1. Default 0.1.</param>
/// <param name="Patience">How many losses in a row may be no better before that; at least 0. Default 10.</param>
/// <remarks>
/// It reads the validation loss, measured once a cycle; where there is none, the training loss of each epoch. The rules are those of
/// torch.optim.lr_scheduler.ReduceLROnPlateau for losses: after Patience + 1 losses in a row that are no better than the best, the next epoch has the lower
/// rate. A change of at most 1e-8 is not made. The losses of earlier fits that a fit goes on from count. Where this fit has other validation rows, or one of the two has none, its
/// own losses are compared with each other only, and the rate goes on from the one that the earlier fits had come to.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record ReduceOnPlateau(double Factor = 0.1, int Patience = 10) : LearningRateSchedule
{
    private const double LeastChange = 1e-8;

    /// <summary>What the rate is multiplied by, from 0 to below 1. Default 0.1.</summary>
    public double Factor { get; init => field = Guard.BelowOne(value); } = Guard.BelowOne(Factor);

    /// <summary>How many losses in a row may be no better before the rate is lowered; at least 0. Default 10.</summary>
    public int Patience { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(Patience);

    /// <summary>By how much a loss must be below the best to be better: a share of the best, or where <see cref="IsRelative"/> is false a difference; at least 0.
    /// Default 0.0001.</summary>
    public double Threshold { get; init => field = Guard.NotNegative(value); } = 1e-4;

    /// <summary>Whether <see cref="Threshold"/> is a share of the best loss. Default true.</summary>
    public bool IsRelative { get; init; } = true;

    /// <summary>How many losses after a change are not counted, at least 0. Default 0.</summary>
    public int Cooldown { get; init => field = Guard.NotNegative(value); }

    /// <summary>The lowest rate, at least 0. Default 0.</summary>
    public double MinLearningRate { get; init => field = Guard.NotNegative(value); }

    private protected override double Rate(SchedulePoint point)
    {
        if (point.History is not { } history)
        {
            return point.BaseRate;
        }

        var comparable = history.Details.ComparableFrom;
        var events = history.Log.Span;
        return Lowered(Lowered(point.BaseRate, events[..comparable], null), events[comparable..], point.IsValidated);
    }

    /// <summary>The rate after events whose losses can be compared.</summary>
    /// <param name="rate">The rate before them.</param>
    /// <param name="events">The events.</param>
    /// <param name="isValidated">Whether validation losses count, not training losses; null where the events say so.</param>
    private double Lowered(double rate, ReadOnlySpan<TrainingEvent> events, bool? isValidated)
    {
        var (best, bad, cooling) = (double.PositiveInfinity, 0, 0);
        var kind = isValidated ?? HasValidation(events) ? TrainingEventKind.ValidationLoss : TrainingEventKind.TrainingLoss;
        foreach (var one in events)
        {
            if (one.Kind != kind || one.Epoch == 0)
            {
                continue;
            }

            (best, bad) = IsBetter(one.Value, best) ? (one.Value, 0) : (best, bad + 1);
            if (cooling > 0)
            {
                (cooling, bad) = (cooling - 1, 0);
            }

            if (bad > Patience)
            {
                var lower = Math.Max(rate * Factor, MinLearningRate);
                rate = rate - lower > LeastChange ? lower : rate;
                (cooling, bad) = (Cooldown, 0);
            }
        }

        return rate;
    }

    private bool IsBetter(double loss, double best) => loss < (IsRelative ? best * (1 - Threshold) : best - Threshold);

    private static bool HasValidation(ReadOnlySpan<TrainingEvent> events)
    {
        foreach (var one in events)
        {
            if (one.Kind == TrainingEventKind.ValidationLoss)
            {
                return true;
            }
        }

        return false;
    }
}
