// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>(y - mean) / standard deviation. See <see cref="TargetTransformation.Standardize"/>.</summary>
public sealed record StandardizeTransformation : TargetTransformation
{
    /// <summary>What is taken away. Default: null, which is the mean of the training labels.</summary>
    public double? Mean { get; init => field = value is { } mean ? Guard.Finite(mean) : null; }

    /// <summary>What the rest is divided by, greater than 0. Default: null, which is the standard deviation of the training labels (divided by n), or 1 where that is 0.</summary>
    public double? StandardDeviation { get; init => field = value is { } deviation ? Guard.Positive(deviation) : null; }

    internal override TargetTransformation Fit(double[] labels)
    {
        var mean = labels.Average();
        var deviation = Math.Sqrt(labels.Average(label => (label - mean) * (label - mean)));
        return this with { Mean = Mean ?? mean, StandardDeviation = StandardDeviation ?? (deviation > 0 ? deviation : 1) };
    }

    internal override double Forward(double label) => (label - Mean!.Value) / StandardDeviation!.Value;

    internal override double Inverse(double value) => (value * StandardDeviation!.Value) + Mean!.Value;
}
