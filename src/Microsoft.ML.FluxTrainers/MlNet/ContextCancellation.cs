// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cancels what a context runs, as AutoML does with its trials: trainers stop at their next check.</summary>
internal static class ContextCancellation
{
    public static void Cancel(this MLContext context) => context.CancelExecution();
}
