// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes an event file for TensorBoard.</summary>
internal sealed record TensorBoardAction(string Folder, bool Histograms) : TrainingAction
{
    internal override bool WantsGradient => Histograms;

    internal override TrainingObserver Begin(ObservedFit fit) => new TensorBoardObserver(Folder, Histograms, fit.Gradient, fit.Runner.TrainedParameters);
}
