// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ThresholdGoal.Cost"/>.</summary>
/// <param name="FalsePositive">What a negative row costs that is taken for positive, at least 0. Default 1.</param>
/// <param name="FalseNegative">What a positive row costs that is missed, at least 0. Default 1.</param>
public sealed record CostGoal(double FalsePositive = 1, double FalseNegative = 1) : ThresholdGoal
{
    /// <summary>What a negative row costs that is taken for positive, at least 0. Default 1.</summary>
    public double FalsePositive { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(FalsePositive);

    /// <summary>What a positive row costs that is missed, at least 0. Default 1.</summary>
    public double FalseNegative { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(FalseNegative);

    internal override double Value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        1 - (((FalsePositive * falsePositives) + (FalseNegative * falseNegatives)) / (truePositives + falsePositives + trueNegatives + falseNegatives));
}
