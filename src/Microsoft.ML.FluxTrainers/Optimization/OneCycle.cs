// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One rise to a high learning rate and a longer fall far below the first, from update to update, each along half a cosine.</summary>
/// <remarks>
/// Smith and Topin (2018), "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates"; the settings and the arithmetic are those of
/// torch.optim.lr_scheduler.OneCycleLR with anneal_strategy "cos", two phases and cycle_momentum false: the first rate is the peak / DivFactor, the last one the
/// first / FinalDivFactor. Past the horizon the last rate stays (PyTorch fails).
/// </remarks>
public sealed record OneCycle : HorizonSchedule
{
    /// <summary>The highest rate, greater than 0. Default: null, the optimizer's learning rate.</summary>
    public double? Peak { get; init => field = value is { } peak ? Guard.Positive(peak) : null; }

    /// <summary>The share of the schedule in which the rate rises (PyTorch: pct_start), from 0 to below 1. Default 0.3.</summary>
    public double WarmupShare { get; init => field = Guard.BelowOne(value); } = 0.3;

    /// <summary>The peak divided by the first rate, greater than 0. Default 25.</summary>
    public double DivFactor { get; init => field = Guard.Positive(value); } = 25;

    /// <summary>The first rate divided by the last one, greater than 0. Default 10000.</summary>
    public double FinalDivFactor { get; init => field = Guard.Positive(value); } = 1e4;

    private protected override double Rate(SchedulePoint point)
    {
        var peak = Peak ?? point.BaseRate;
        var first = peak / DivFactor;
        var (done, turn, end) = TimeShare(point) is { } share
            ? (share, WarmupShare, 1)
            : (Done(point), (WarmupShare * InAll(point)) - 1, InAll(point) - 1);
        if (done <= turn)
        {
            return Between(first, peak, turn > 0 ? done / turn : 1);
        }

        return Between(peak, first / FinalDivFactor, done < end ? (done - turn) / (end - turn) : 1);
    }

    private static double Between(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));
}
