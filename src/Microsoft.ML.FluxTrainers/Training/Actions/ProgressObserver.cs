// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tells a progress, and one that wants to know of whole fits also where they begin and end.</summary>
internal sealed class ProgressObserver : TrainingObserver
{
    private readonly IProgress<EpochResult> _progress;

    /// <summary>Tells that a fit begins.</summary>
    public ProgressObserver(IProgress<EpochResult> progress, FitRequest request, TrainingSession session) => _progress = progress is IFitProgress fits
        ? fits.Begin(new FitDescription
        {
            Builder = request.Builder.ToString()!,
            Epochs = request.Settings.Epochs,
            EpochsDone = session.Epoch,
            TrainingRows = request.Train.Count,
            ValidationRows = request.Validation?.Count ?? 0,
            ValidationMetric = session.Setup.Measure?.Name,
            Device = session.Setup.Device,
        })
        : progress;

    public override void After(EpochResult result, TrainingContext context) => _progress.Report(result);

    public override void End(TrainingHistory history) => (_progress as IFitReporter)?.End(history, null);

    public override void EndAfterFailure(TrainingHistory history, Exception error) => (_progress as IFitReporter)?.End(history, error);
}
