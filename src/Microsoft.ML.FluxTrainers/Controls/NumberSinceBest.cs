// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops when a number of losses in a row were no better than the best.</summary>
/// <param name="Count">How many losses since the best, at least 1. Default 6.</param>
/// <remarks>A loss equal to the best is not better. NaN is worse than any number.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
public sealed record NumberSinceBest(int Count = 6) : StoppingCriterion
{
    /// <summary>How many losses since the best, at least 1. Default 6.</summary>
    public int Count { get; init => field = Guard.Positive(value); } = Guard.Positive(Count);

    internal override string? Reason(LossTrace losses)
    {
        var outOfSample = losses.OutOfSample.Span;
        var best = 0;
        for (var i = 1; i < outOfSample.Length; i++)
        {
            var isFirstNumber = double.IsNaN(outOfSample[best]) && !double.IsNaN(outOfSample[i]);
            best = isFirstNumber || outOfSample[i] < outOfSample[best] ? i : best;
        }

        var since = outOfSample.Length - 1 - best;
        return since >= Count
            ? Invariant($"{since} in a row were no better than the best {losses.LossName}, {outOfSample[best]:G5}")
            : null;
    }

    internal override string Describe() => Invariant($"NumberSinceBest({Count})");
}
