// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops after a number of losses: validation losses, or epochs where nothing is held out.</summary>
/// <param name="Count">How many losses, at least 1. Default 100.</param>
/// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
public sealed record NumberLimit(int Count = 100) : StoppingCriterion
{
    /// <summary>How many losses, at least 1. Default 100.</summary>
    public int Count { get; init => field = Guard.Positive(value); } = Guard.Positive(Count);

    internal override string? Reason(LossTrace losses) =>
        losses.OutOfSample.Length >= Count
            ? Invariant($"the number of {(losses.Measure is null ? losses.LossName + "es" : $"values of {losses.LossName}")} reached {losses.OutOfSample.Length}")
            : null;

    internal override string Describe() => Invariant($"NumberLimit({Count})");
}
