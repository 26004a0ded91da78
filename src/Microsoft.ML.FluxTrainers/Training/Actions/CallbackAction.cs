// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Calls a function.</summary>
internal sealed record CallbackAction(Action<EpochResult, TrainingContext> Callback) : TrainingAction
{
    internal override TrainingObserver Begin(ObservedFit fit) => new CallbackObserver(Callback);
}
