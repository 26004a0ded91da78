// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where scored data has what a metric compares.</summary>
public sealed record EvaluationColumns
{
    /// <summary>What is right: a key, a Boolean, a number, or a vector of those. Default "Label".</summary>
    public string LabelColumnName { get; init => field = Guard.NotEmpty(value); } = "Label";

    /// <summary>Instead of <see cref="LabelColumnName"/>, the columns with the label of each of several numbers, in the order of the scores. Default none.</summary>
    public ValueList<string> LabelColumnNames { get; init => field = Guard.DistinctNames(value); } = [];

    /// <summary>The scores. Default "Score".</summary>
    public string ScoreColumnName { get; init => field = Guard.NotEmpty(value); } = "Score";

    /// <summary>What was decided. Where there is no such column of the label's type, that of the highest score, or that of a probability above one half. Default
    /// "PredictedLabel"; for several labels "PredictedLabels" is looked for too.</summary>
    public string PredictedLabelColumnName { get; init => field = Guard.NotEmpty(value); } = "PredictedLabel";

    /// <summary>Of true and false, the probability of true. Default "Probability".</summary>
    public string ProbabilityColumnName { get; init => field = Guard.NotEmpty(value); } = "Probability";

    /// <summary>What each row counts, a Single of at least 0; or null where each counts 1, as for ML.NET's own metrics. Default null.</summary>
    public string? ExampleWeightColumnName { get; init => field = value is null ? null : Guard.NotEmpty(value); }

    /// <summary>The columns of labels.</summary>
    internal IReadOnlyList<string> Labels => LabelColumnNames.Count > 0 ? LabelColumnNames : [LabelColumnName];
}
