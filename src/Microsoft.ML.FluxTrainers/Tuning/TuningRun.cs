// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.Extensions.Logging;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The circumstances of a search, which have no part in what it finds.</summary>
public sealed record TuningRun
{
    /// <summary>Ends the search, as the token of the trainer's own <see cref="TrainingRun"/> does, and the last training too unless <see cref="OnCancellation"/> wants the best. Default: none.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What a cancelled search does: <see cref="CancellationBehavior.ReturnBest"/> trains the best of the completed trials on all rows and returns it, or throws where there is none.
    /// Default: it throws, and the exception has the report (<see cref="TuningReport.FromFailedSearch"/>).</summary>
    public CancellationBehavior OnCancellation { get; init => field = Guard.Defined(value); }

    /// <summary>How many trials are made at once, at least 1. The results are the same, as long as the strategy's rounds are. Default 1.</summary>
    public int Parallelism { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>Told after each trial, and once more at the end where the last trial did not know that it was the last. Default: null.</summary>
    public IProgress<TuningProgress>? Progress { get; init; }

    /// <summary>Where finished trials are kept, a small file each: the same search run again goes on, and several processes may share it. Trials that failed
    /// are tried again by each run, unless processes share them. Wants a seed. Default: null, in memory only.</summary>
    public string? HistoryFolder { get; init => field = value is null ? null : Guard.NotEmpty(value); }

    /// <summary>How the trials are shared with other processes that search in the same <see cref="HistoryFolder"/>. Default: null, this process is alone.</summary>
    public TrialSharing? Sharing { get; init; }

    /// <summary>Whether the rows are read into memory once, for all trials. Columns of types that ML.NET does not keep, such as images, are read anew each time all the same. Turn it off for
    /// data larger than memory. Default true.</summary>
    public bool KeepRowsInMemory { get; init; } = true;

    /// <summary>Whether the time that a prediction takes is measured, by one more pass over the test rows. Default true.</summary>
    public bool MeasureLatency { get; init; } = true;

    /// <summary>Takes the messages that <c>MLContext.Log</c> has of this search too. Default: null.</summary>
    public ILogger? Logger { get; init; }
}
