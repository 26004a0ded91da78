// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Shows one fit on a board.</summary>
internal sealed class FitReporter(FitBoard board, FitLine line) : IFitReporter
{
    public void Report(EpochResult value) => board.Report(line, value);

    public void End(TrainingHistory history, Exception? error) => board.End(line, history, error);
}
