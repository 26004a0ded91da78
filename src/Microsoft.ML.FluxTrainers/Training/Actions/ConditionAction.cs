// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Does something where a condition holds.</summary>
internal sealed record ConditionAction(Func<EpochResult, bool> Predicate, Action<EpochResult, TrainingContext> Then) : TrainingAction
{
    internal override TrainingObserver Begin(ObservedFit fit) => new CallbackObserver((result, context) =>
    {
        if (Predicate(result))
        {
            Then(result, context);
        }
    });
}
