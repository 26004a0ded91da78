// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One trial of a search: what was tried, and what came of it.</summary>
public sealed record TuningTrial
{
    /// <summary>Its number, counted from 0.</summary>
    public required int Id { get; init; }

    /// <summary>The first trial of the same point, which this one continued; its own number where there is none.</summary>
    public required int Candidate { get; init; }

    /// <summary>What was tried.</summary>
    public required TrialPoint Point { get; init; }

    /// <summary>How it ended.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>The epochs that a strategy gave it, or null where it had those of the trainer's options.</summary>
    public int? Epochs { get; init; }

    /// <summary>The metric of each fold, as far as it got.</summary>
    public ValueList<double> FoldMetrics { get; init; } = [];

    /// <summary>What it was worth under way, where trials are pruned.</summary>
    public ValueList<TrialCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>The number of weights of the trained network, of several their sum; null where there is none of this library's.</summary>
    public long? Weights { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The mean of the metric over the folds; NaN where it did not complete.</summary>
    public double Metric => Status == TrialStatus.Completed ? FoldMetrics.Average() : double.NaN;

    /// <summary>The standard deviation of the metric over the folds (n - 1); NaN for one fold, or where it did not complete.</summary>
    public double StandardDeviation => Status == TrialStatus.Completed ? SampleStatistics.Deviation(FoldMetrics) : double.NaN;

    /// <summary>How long it took; null where the trial was read from files without it.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>How long the prediction of a row took, the fastest fold; null where it was not measured.</summary>
    public TimeSpan? TimePerRow { get; init; }

    /// <summary>The limit that it ran out of; null where it did not.</summary>
    internal TimeSpan? TimeLimit { get; init; }

    /// <summary>What is minimized.</summary>
    internal double Loss(bool higherIsBetter) => Status != TrialStatus.Completed ? double.PositiveInfinity : higherIsBetter ? -Metric : Metric;
}
