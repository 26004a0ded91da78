// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops when a fit has taken longer than a time.</summary>
/// <param name="Limit">The time since the fit began, greater than 0. Default 30 minutes.</param>
/// <remarks>
/// The clock starts with the fit (within <see cref="Warmup"/>: with the last update that it hides). It is read after each loss,
/// so a fit exceeds the limit by up to one epoch.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The time is not greater than 0.</exception>
public sealed record TimeLimit(TimeSpan Limit) : StoppingCriterion
{
    /// <summary>Stops when a fit has taken longer than 30 minutes.</summary>
    public TimeLimit()
        : this(TimeSpan.FromMinutes(30))
    {
    }

    /// <summary>The time since the fit began, greater than 0. Default 30 minutes.</summary>
    public TimeSpan Limit { get; init => field = Guard.Positive(value); } = Guard.Positive(Limit);

    internal override string? Reason(LossTrace losses) =>
        losses.Now - losses.Start > Limit ? Invariant($"{losses.Now - losses.Start:c} have passed") : null;

    internal override string Describe() => Invariant($"TimeLimit({Limit:c})");
}
