// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Another action on some cycles only.</summary>
internal sealed record EveryAction(TrainingAction Inner, int Cycles) : TrainingAction
{
    internal override bool WantsGradient => Inner.WantsGradient;

    internal override bool WantsUpdate => Inner.WantsUpdate;

    internal override TrainingObserver Begin(ObservedFit fit) => new EveryObserver(Inner.Begin(fit), Cycles);
}
