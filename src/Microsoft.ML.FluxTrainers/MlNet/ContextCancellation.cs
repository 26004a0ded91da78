// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cancels what runs in a context, as AutoML does: trainers see it where they look at their host.</summary>
internal static class ContextCancellation
{
    public static void Cancel(this MLContext context) => context.CancelExecution();
}
