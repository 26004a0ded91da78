// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Calls a function.</summary>
internal sealed class CallbackObserver(Action<EpochResult, TrainingContext> callback) : TrainingObserver
{
    public override void After(EpochResult result, TrainingContext context) => callback(result, context);
}
