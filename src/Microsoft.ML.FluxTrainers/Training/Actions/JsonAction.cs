// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes the history as JSON.</summary>
internal sealed record JsonAction(string Path) : TrainingAction
{
    internal override TrainingObserver Begin(ObservedFit fit) => new JsonObserver(Path);
}
