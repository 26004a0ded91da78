// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Lets the learning rate fall along half a cosine, from update to update, after an optional warm-up.</summary>
/// <remarks>
/// With q the share of the schedule that is done and w that of the warm-up: while q &lt; w the rate is base * (InitialFactor + (1 - InitialFactor) * q / w); then,
/// with p = (q - w) / (1 - w), it is base * (FinalFactor + (1 - FinalFactor) * (1 + cos(pi * p)) / 2). Loshchilov and Hutter (2017), "SGDR: Stochastic
/// Gradient Descent with Warm Restarts", equation 5, for one cycle; torch.optim.lr_scheduler's LinearLR followed by CosineAnnealingLR, stepped after each update.
/// </remarks>
public sealed record CosineDecay : HorizonSchedule
{
    /// <summary>The share of the schedule in which the rate rises first, from 0 to below 1. Default 0: no warm-up.</summary>
    public double WarmupShare { get; init => field = Guard.BelowOne(value); }

    /// <summary>The epochs in which the rate rises first, instead of <see cref="WarmupShare"/>; at least 0 and below the horizon. Default 0.</summary>
    public int WarmupEpochs { get; init => field = Guard.NotNegative(value); }

    /// <summary>What the rate is multiplied by where a warm-up begins, from 0 to 1. Default 0.01.</summary>
    public double InitialFactor { get; init => field = Guard.InUnitInterval(value); } = 0.01;

    /// <summary>What the rate is multiplied by in the end, from 0 to 1. Default 0.</summary>
    public double FinalFactor { get; init => field = Guard.InUnitInterval(value); }

    internal override void Validate(int epochs)
    {
        base.Validate(epochs);
        if (WarmupEpochs > 0 && (WarmupShare > 0 || TimeBudget is not null))
        {
            throw new ArgumentException(
                $"CosineDecay has WarmupEpochs and {(WarmupShare > 0 ? "WarmupShare, which both say how long the rate rises" : "a TimeBudget, which has no number of epochs")}. Set WarmupShare alone.");
        }

        if (WarmupEpochs > 0 && WarmupEpochs >= (Epochs ?? epochs))
        {
            throw new ArgumentException($"CosineDecay has {WarmupEpochs} WarmupEpochs, which leave none of its {Epochs ?? epochs} epochs for the decay.");
        }
    }

    private protected override double Rate(SchedulePoint point)
    {
        var done = TimeShare(point) ?? Math.Min(1, Done(point) / InAll(point));
        var warmup = WarmupEpochs > 0 ? (double)WarmupEpochs / Math.Max(1, Horizon(point)) : WarmupShare;
        if (done < warmup)
        {
            return point.BaseRate * (InitialFactor + ((1 - InitialFactor) * done / warmup));
        }

        var decayed = warmup < 1 ? (done - warmup) / (1 - warmup) : 1;
        return point.BaseRate * (FinalFactor + ((1 - FinalFactor) * (1 + Math.Cos(Math.PI * decayed)) / 2));
    }
}
