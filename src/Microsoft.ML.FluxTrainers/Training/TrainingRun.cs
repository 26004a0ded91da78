// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.Extensions.Logging;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The circumstances of one fit, which have no part in what the model is: never saved, compared or searched.</summary>
public sealed record TrainingRun
{
    /// <summary>Ends the fit with an <see cref="OperationCanceledException"/>. Looked at many times an epoch.
    /// Default: none.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The number of CPU threads that the arithmetic may use, at least 1. Default: null, which takes one for small networks
    /// and all cores for large ones. The same seed gives the same bits only with the same number of threads.</summary>
    public int? Threads { get; init => field = value is { } threads ? Guard.Positive(threads) : null; }

    /// <summary>Whether a saved model holds what a later fit goes on from (optimizer, random streams, last weights), which makes it about three times as
    /// large. In memory a trained model always does. Default: false.</summary>
    public bool KeepTrainingState { get; init; }

    /// <summary>Where the training rows are kept. Default: <see cref="DataLoading.Auto"/>, in memory while they fit in <see cref="MemoryBudget"/>, else in a temporary
    /// file.</summary>
    public DataLoading DataLoading { get; init => field = Guard.NotNull(value); } = DataLoading.Auto;

    /// <summary>How many bytes the training rows, with their targets and weights, may take in memory, at least 1, before <see cref="DataLoading.Auto"/> lets them go to a file; a
    /// file is also read in blocks of about a sixteenth of it, or 32 MB where that is less. Targets and weights stay in memory until all rows are read, whatever the budget. Default: null, half of what the process may have.</summary>
    public long? MemoryBudget { get; init => field = value is { } bytes ? Guard.Positive(bytes) : null; }

    /// <summary>What does the arithmetic. The same seed gives the same bits only with the same runner. Default: the fastest.</summary>
    public RunnerKind Runner { get; init => field = Guard.Defined(value); }

    /// <summary>What a cancelled fit does. Default: it throws.</summary>
    public CancellationBehavior OnCancellation { get; init => field = Guard.Defined(value); }

    /// <summary>What is done after each cycle: callbacks, conditions, files. Default: nothing.</summary>
    public ValueList<TrainingAction> Actions { get; init => field = Guard.NoneNull(value); } = [];

    /// <summary>Told of each cycle, on the training's thread, before the actions; an <see cref="IFitProgress"/> also of each fit's beginning and end. Default: null.</summary>
    public IProgress<EpochResult>? Progress { get; init; }

    /// <summary>Files from which an interrupted fit goes on. Default: null, none.</summary>
    public Snapshots? Snapshots { get; init; }

    /// <summary>Takes the messages that <c>MLContext.Log</c> has of this fit too, warnings as warnings, with event ids and named fields: epoch, losses, metric, learning rate.
    /// Default: null.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>What is done because of what the device is; null for what it is. Tests do on the CPU what is done on a GPU, by the eager runner.</summary>
    internal DeviceTraits? Traits { get; init; }

    /// <summary>How much of the fit is trained for now; null for all of it.</summary>
    internal FitPiece? Piece { get; init; }
}
