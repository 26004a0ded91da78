// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the importance of features is measured. Immutable; vary one with <c>with</c>.</summary>
public sealed record PermutationOptions
{
    internal const string DefaultFeatureColumnName = "Features";

    /// <summary>The columns that are shuffled, each as a whole and as it comes to the model: of any type that stays in memory. Default none: the slots of <see cref="FeatureColumnName"/>, or where the data
    /// has no column "Features", all its columns but those of labels and weights.</summary>
    public ValueList<string> ColumnNames { get; init => field = Guard.DistinctNames(value); } = [];

    /// <summary>The vector whose slots are shuffled one by one, where no columns are named. Default "Features".</summary>
    public string FeatureColumnName { get; init => field = Guard.NotEmpty(value); } = DefaultFeatureColumnName;

    /// <summary>How often each is shuffled, at least 1. Default 5.</summary>
    public int Repeats { get; init => field = Guard.Positive(value); } = 5;

    /// <summary>Where labels and scores are. Default: ML.NET's names.</summary>
    public EvaluationColumns Columns { get; init => field = Guard.NotNull(value); } = new();

    /// <summary>The seed of the shuffles. Default: null, which takes that of the <see cref="MLContext"/>, or a random one.</summary>
    public int? Seed { get; init; }
}
