// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A fit that another goes on from.</summary>
/// <param name="State">Where it ended.</param>
/// <param name="History">What happened in it.</param>
internal sealed record EarlierFit(TrainingState State, TrainingHistory History)
{
    /// <summary>Whether it did not end, so that the two are one fit.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Whether the fit that goes on has other validation rows, or one of the two has none: their losses cannot be compared.</summary>
    public bool HasOtherValidation { get; init; }
}
