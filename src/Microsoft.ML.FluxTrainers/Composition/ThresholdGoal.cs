// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the threshold of a binary classifier is chosen for: the greatest value on held-out rows.</summary>
[OptionFamily]
public abstract record ThresholdGoal
{
    private protected ThresholdGoal()
    {
    }

    /// <summary>The harmonic mean of precision and recall.</summary>
    public static ThresholdGoal F1Score { get; } = new FBetaGoal();

    /// <summary>The share of right decisions.</summary>
    public static ThresholdGoal Accuracy { get; } = new CostGoal();

    /// <summary>The mean of the shares of right decisions among positive and among negative rows.</summary>
    public static ThresholdGoal BalancedAccuracy { get; } = new BalancedAccuracyGoal();

    /// <summary>The least cost of wrong decisions.</summary>
    /// <param name="falsePositive">What a negative row costs that is taken for positive.</param>
    /// <param name="falseNegative">What a positive row costs that is missed.</param>
    public static ThresholdGoal Cost(double falsePositive, double falseNegative) => new CostGoal(falsePositive, falseNegative);

    /// <summary>The value, greater where better.</summary>
    internal abstract double Value(double truePositives, double falsePositives, double trueNegatives, double falseNegatives);
}
