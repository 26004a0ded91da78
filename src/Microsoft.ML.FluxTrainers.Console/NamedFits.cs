// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Fits that share a name.</summary>
internal sealed class NamedFits(FitBoard board, string name) : IFitProgress
{
    public IFitReporter Begin(FitDescription fit) => board.Begin(name, fit);

    public void Report(EpochResult value) => throw new NotSupportedException("Only fits are shown by name: give this object as TrainingRun.Progress.");
}
