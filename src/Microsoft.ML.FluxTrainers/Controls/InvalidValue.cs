// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static System.FormattableString;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stops when a loss, training or validation, has been NaN or infinite.</summary>
public sealed record InvalidValue : StoppingCriterion
{
    internal override string? Reason(LossTrace losses) =>
        Find(losses.Training.Span) is { } training ? Invariant($"a training loss was {training}")
        : Find(losses.OutOfSample.Span) is { } outOfSample ? Invariant($"a {losses.LossName} was {outOfSample}")
        : null;

    internal override string Describe() => "InvalidValue()";

    private static double? Find(ReadOnlySpan<double> losses)
    {
        foreach (var loss in losses)
        {
            if (!double.IsFinite(loss))
            {
                return loss;
            }
        }

        return null;
    }
}
