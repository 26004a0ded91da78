// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops when the loss has risen a number of times in a row.</summary>
/// <param name="Count">How many rises in a row, at least 1. Default 5.</param>
/// <remarks>
/// An equal or a NaN loss ends the run of rises. Criterion UP_s of L. Prechelt (1998), "Early Stopping - But When?", in Neural
/// Networks: Tricks of the Trade, Springer, pages 55-69.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
public sealed record Patience(int Count = 5) : StoppingCriterion
{
    /// <summary>How many rises in a row, at least 1. Default 5.</summary>
    public int Count { get; init => field = Guard.Positive(value); } = Guard.Positive(Count);

    internal override string? Reason(LossTrace losses)
    {
        var rises = Rises(losses.OutOfSample.Span);
        return rises >= Count ? Invariant($"the {losses.LossName} rose {rises} times in a row") : null;
    }

    internal override string Describe() => Invariant($"Patience({Count})");

    private static int Rises(ReadOnlySpan<double> losses)
    {
        var first = losses.Length - 1;
        while (first > 0 && losses[first] > losses[first - 1])
        {
            first--;
        }

        return losses.Length - 1 - first;
    }
}
