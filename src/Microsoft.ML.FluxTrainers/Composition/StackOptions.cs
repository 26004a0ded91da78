// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How models are stacked. Immutable; vary one with <c>with</c>.</summary>
public sealed record StackOptions
{
    /// <summary>How rows are split for predictions by models that were not trained on them. Default: null, which is <see cref="StratifiedKFold"/> of 5 for classes and <see cref="KFold"/> of 5 for
    /// numbers. Rows that are in no test fold are not shown to the meta-learner; of those that are in several, it sees the mean.</summary>
    public Resampling? Resampling { get; init; }

    /// <summary>Whether the meta-learner sees the features too, behind the predictions. Default false.</summary>
    public bool Passthrough { get; init; }

    /// <summary>The labels, by which classes are split. Default "Label".</summary>
    public string LabelColumnName { get; init => field = Guard.NotEmpty(value); } = "Label";

    /// <summary>The column in which the meta-learner finds the predictions; where it is a column of the data, the one that is passed through. Default "Features".</summary>
    public string FeatureColumnName { get; init => field = Guard.NotEmpty(value); } = "Features";

    /// <summary>The seed of the split. Default: null, which takes that of the <see cref="MLContext"/>, or a random one.</summary>
    public int? Seed { get; init; }
}
