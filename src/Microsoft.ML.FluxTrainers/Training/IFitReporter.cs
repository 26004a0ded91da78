// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Told of one fit: of each cycle, and of its end.</summary>
public interface IFitReporter : IProgress<EpochResult>
{
    /// <summary>The fit has ended; called once.</summary>
    /// <param name="history">What happened, with the reason of the end where it ended by itself.</param>
    /// <param name="error">What ended it otherwise, or null.</param>
    void End(TrainingHistory history, Exception? error);
}
