// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How features are eliminated. Immutable; vary one with <c>with</c>.</summary>
public sealed record FeatureEliminationOptions
{
    /// <summary>How many features stay: a count of at least 1, or a share between 0 and 1. Default 0.5.</summary>
    public double Features { get; init => field = CountOrShare(value); } = 0.5;

    /// <summary>How many go in each round: a count of at least 1, or a share of all between 0 and 1. Default 1.</summary>
    public double Step { get; init => field = CountOrShare(value); } = 1;

    /// <summary>What tells how much a feature matters. Default: null, which is the log loss of classes, the root mean squared error of numbers.</summary>
    public EvaluationMetric? Metric { get; init; }

    /// <summary>The rows that importance is measured on, which no round's model is trained on; of several folds the importances are averaged. Default: a quarter of the rows.</summary>
    public Resampling Resampling { get; init => field = Guard.NotNull(value); } = new Holdout(0.75);

    /// <summary>How often each feature is shuffled, at least 1. Default 5.</summary>
    public int Repeats { get; init => field = Guard.Positive(value); } = 5;

    /// <summary>The labels. Default "Label".</summary>
    public string LabelColumnName { get; init => field = Guard.NotEmpty(value); } = "Label";

    /// <summary>Instead of <see cref="LabelColumnName"/>, the columns with the label of each of several numbers, in the order of the scores. Default none.</summary>
    public ValueList<string> LabelColumnNames { get; init => field = Guard.DistinctNames(value); } = [];

    /// <summary>The features: a vector of Single of known size. Default "Features".</summary>
    public string FeatureColumnName { get; init => field = Guard.NotEmpty(value); } = "Features";

    /// <summary>The seed of the split and the shuffles. Default: null, which takes that of the <see cref="MLContext"/>, or a random one.</summary>
    public int? Seed { get; init; }

    /// <summary>A count or a share of features as a count, at least 1.</summary>
    internal static int Count(double countOrShare, int of) => Math.Clamp((int)Math.Round(countOrShare < 1 ? countOrShare * of : countOrShare), 1, of);

    private static double CountOrShare(double value, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        (value is > 0 and < 1) || (value >= 1 && value <= int.MaxValue && Math.Floor(value) == value)
            ? value
            : throw Guard.OutOfRange(name, value, "an integer of at least 1, or a number between 0 and 1");
}
