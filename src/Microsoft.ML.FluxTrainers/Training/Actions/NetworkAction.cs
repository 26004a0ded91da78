// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Keeps how the network's weights and units are.</summary>
internal sealed record NetworkAction(int Rows) : TrainingAction
{
    internal override bool WantsGradient => true;

    internal override bool WantsUpdate => true;

    internal override TrainingObserver Begin(ObservedFit fit) => new NetworkObserver(Rows, fit);
}
