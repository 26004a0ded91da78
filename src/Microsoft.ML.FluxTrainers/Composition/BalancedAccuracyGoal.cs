// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="ThresholdGoal.BalancedAccuracy"/>.</summary>
public sealed record BalancedAccuracyGoal : ThresholdGoal
{
    internal override double Value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives) =>
        (Share(truePositives, falseNegatives) + Share(trueNegatives, falsePositives)) / 2;

    private static double Share(double right, double wrong) => right + wrong == 0 ? 0 : right / (right + wrong);
}
