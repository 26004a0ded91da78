// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the validation rows say of a network.</summary>
/// <param name="Loss">The mean loss per row.</param>
/// <param name="Metric">The metric's raw value, or null where there is none.</param>
/// <param name="Measure">The metric.</param>
internal readonly record struct Validated(double Loss, double? Metric, ValidationMeasure? Measure)
{
    /// <summary>What is minimized.</summary>
    public double Judged => Metric is { } value ? Measure!.Judge(value) : Loss;

    /// <summary>In words, such as "validation loss 0.12, accuracy 0.95".</summary>
    public override string ToString() => Metric is null
        ? FormattableString.Invariant($"validation loss {Loss:G6}")
        : FormattableString.Invariant($"validation loss {Loss:G6}, {Measure!.Name} {Metric:G6}");
}
