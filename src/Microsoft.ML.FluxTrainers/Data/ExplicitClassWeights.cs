// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ClassWeights.Of"/>.</summary>
public sealed record ExplicitClassWeights : ClassWeights
{
    /// <summary>One weight a class, each at least 0, in the order of the label's keys. Default: none, which no label fits.</summary>
    public ValueList<double> Weights
    {
        get;
        init => field = [.. Guard.NotNull(value).Select(weight => Guard.NotNegative(weight))];
    } = [];

    internal override double[] For(ReadOnlySpan<double> classSums) => Weights.Count == classSums.Length
        ? [.. Weights]
        : throw new InvalidOperationException(
            $"ClassWeights holds {Weights.Count} weights, but the label has {classSums.Length} classes. Give one weight a class, in the order of the label's keys.");
}
