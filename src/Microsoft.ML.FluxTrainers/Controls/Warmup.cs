// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Hides the first losses of a fit from another criterion.</summary>
/// <param name="Criterion">The criterion that decides once the warm-up is over.</param>
/// <param name="Updates">How many losses it never sees, at least 1. Default 1.</param>
/// <remarks>
/// Training and validation losses both count: an epoch has two updates, its training loss and then its validation loss (without
/// validation, its training loss in both roles). To hide n epochs, hide 2 n updates.
/// </remarks>
/// <exception cref="ArgumentNullException">The criterion is null.</exception>
/// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
public sealed record Warmup(StoppingCriterion Criterion, int Updates = 1) : StoppingCriterion
{
    /// <summary>The criterion that decides once the warm-up is over.</summary>
    public StoppingCriterion Criterion { get; init => field = Guard.NotNull(value); } = Guard.NotNull(Criterion);

    /// <summary>How many losses it never sees, at least 1. Default 1.</summary>
    public int Updates { get; init => field = Guard.Positive(value); } = Guard.Positive(Updates);

    internal override string? Reason(LossTrace losses) => losses.Skip(Updates) is { } rest ? Criterion.Reason(rest) : null;

    internal override string Describe() => Invariant($"Warmup({Criterion}, {Updates})");
}
