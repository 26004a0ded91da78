// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops when the loss is below a value.</summary>
/// <param name="Value">The value, in the loss's unit. A finite number. Default 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The value is not a finite number.</exception>
public sealed record Threshold(double Value = 0) : StoppingCriterion
{
    /// <summary>The value, in the loss's unit. A finite number. Default 0.</summary>
    public double Value { get; init => field = Guard.Finite(value); } = Guard.Finite(Value);

    internal override string? Reason(LossTrace losses) =>
        losses.OutOfSample.Span is [.., var loss] && loss < Value ? Invariant($"the {losses.LossName} fell to {loss:G5}") : null;

    internal override string Describe() => Invariant($"Threshold({Value})");
}
