// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A progress that is told where each fit begins and ends too, and so can tell fits apart: those that run at once, or one after the other. To be given as
/// <see cref="TrainingRun.Progress"/>.</summary>
/// <remarks><see cref="IProgress{T}.Report"/> is not called then: the reporter of each fit is told.</remarks>
/// <threadsafety>Each fit calls from its own thread.</threadsafety>
public interface IFitProgress : IProgress<EpochResult>
{
    /// <summary>A fit begins.</summary>
    /// <param name="fit">What is known of it.</param>
    /// <returns>What is told of this fit.</returns>
    IFitReporter Begin(FitDescription fit);
}
