// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A <see cref="TrainingAction"/> at work in one fit.</summary>
internal abstract class TrainingObserver
{
    /// <summary>Called after each cycle.</summary>
    public abstract void After(EpochResult result, TrainingContext context);

    /// <summary>Called once at the end of the fit.</summary>
    public virtual void End(TrainingHistory history)
    {
    }

    /// <summary>Called instead where the fit has failed: the network may be anywhere.</summary>
    /// <param name="history">What happened.</param>
    /// <param name="error">What ended the fit.</param>
    public virtual void EndAfterFailure(TrainingHistory history, Exception error) => End(history);
}
