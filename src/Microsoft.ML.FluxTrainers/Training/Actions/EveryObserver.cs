// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Another action at work on some cycles only.</summary>
internal sealed class EveryObserver(TrainingObserver inner, int cycles) : TrainingObserver
{
    public override void After(EpochResult result, TrainingContext context)
    {
        if (result.Cycle % cycles == 0)
        {
            inner.After(result, context);
        }
    }

    public override void End(TrainingHistory history) => inner.End(history);

    public override void EndAfterFailure(TrainingHistory history, Exception error) => inner.EndAfterFailure(history, error);
}
