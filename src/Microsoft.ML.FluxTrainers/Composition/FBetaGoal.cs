// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ThresholdGoal.F1Score"/>.</summary>
/// <param name="Beta">How often recall counts against precision, greater than 0. Default 1.</param>
public sealed record FBetaGoal(double Beta = 1) : ThresholdGoal
{
    /// <summary>How often recall counts against precision, greater than 0. Default 1.</summary>
    public double Beta { get; init => field = Guard.Positive(value); } = Guard.Positive(Beta);

    internal override double Value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives)
    {
        var square = Beta * Beta;
        return truePositives == 0 ? 0 : (1 + square) * truePositives / (((1 + square) * truePositives) + (square * falseNegatives) + falsePositives);
    }
}
