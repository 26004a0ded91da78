// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes the history as lines.</summary>
internal sealed record CsvAction(string Path) : TrainingAction
{
    internal override TrainingObserver Begin(ObservedFit fit) => new CsvObserver(Path, fit);
}
