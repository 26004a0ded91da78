// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops when the loss is too far above the best so far.</summary>
/// <param name="Percent">The excess over the best loss that stops, in percent of it, greater than 0. Default 2.</param>
/// <remarks>
/// With losses E(1)..E(t) and their minimum B, stops when GL = 100 (E(t) - B) / |B| is greater than <paramref name="Percent"/>. A
/// best loss of 0 makes any other infinitely worse; NaN never stops, and is never the best. Criterion GL of L. Prechelt (1998), "Early Stopping - But
/// When?", in Neural Networks: Tricks of the Trade, Springer, pages 55-69. For losses below 0, which that source excludes,
/// MLJ's formula differs and never stops.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">The percentage is not a finite number greater than 0.</exception>
public sealed record GeneralizationLoss(double Percent = 2) : StoppingCriterion
{
    /// <summary>The excess over the best loss that stops, in percent of it, greater than 0. Default 2.</summary>
    public double Percent { get; init => field = Guard.Positive(value); } = Guard.Positive(Percent);

    /// <summary>The last loss's excess over the best, in percent of the best.</summary>
    internal static double Of(ReadOnlySpan<double> losses)
    {
        var best = double.PositiveInfinity;
        foreach (var loss in losses)
        {
            best = loss < best ? loss : best; // Math.Min would keep a NaN for ever
        }

        return 100 * (losses[^1] - best) / Math.Abs(best);
    }

    internal override string? Reason(LossTrace losses) =>
        !losses.OutOfSample.IsEmpty && Of(losses.OutOfSample.Span) is var excess && excess > Percent
            ? Invariant($"the {losses.LossName} is {excess:G4} % above the best")
            : null;

    internal override string Describe() => Invariant($"GeneralizationLoss({Percent})");
}
