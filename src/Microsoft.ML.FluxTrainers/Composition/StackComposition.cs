// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Models whose predictions are the features of another one, the meta-learner, which is the last part. See <see cref="Stack"/>.</summary>
public sealed record StackComposition : ModelComposition
{
    /// <summary>The models below the meta-learner, in the order of the parts. Default none.</summary>
    public ValueList<StackedModel> Models { get; init => field = Guard.NoneNull(value); } = [];

    /// <summary>The column in which the meta-learner finds the predictions. Default "Features".</summary>
    public string FeatureColumnName { get; init => field = Guard.NotEmpty(value); } = "Features";

    /// <summary>Whether it sees the features too. Default false.</summary>
    public bool Passthrough { get; init; }

    internal override int? PartCount => Models.Count + 1;

    internal override IReadOnlyList<ITransformer> Steps(IReadOnlyList<ITransformer> parts, DataViewSchema input) =>
    [
        .. PartSteps.Of([.. parts.SkipLast(1)], input),
        .. PartSteps.Behind(parts[^1], input, schema => Stacked(schema, input)),
    ];

    /// <summary>The names of the meta-learner's features.</summary>
    internal IReadOnlyList<string> Names(IEnumerable<PredictionColumns> found, DataViewSchema input) =>
    [
        .. Models.Zip(found).SelectMany(pair => StackFeatures.Names(pair.First.Name, pair.Second)),
        .. PassedThrough(input) is { } features ? VectorColumn.Names(features, ScoreReader.Width(features)) : [],
    ];

    /// <summary>The column that the meta-learner sees beside the predictions, or null.</summary>
    internal DataViewSchema.Column? PassedThrough(DataViewSchema input) => !Passthrough
        ? null
        : input.GetColumnOrNull(FeatureColumnName) ?? throw new InvalidOperationException($"There is no column '{FeatureColumnName}' to pass through to the meta-learner.");

    private PlannedColumn Stacked(DataViewSchema schema, DataViewSchema input)
    {
        var found = Enumerable.Range(0, Models.Count).Select(part => PartSteps.At(schema, part)).ToList();
        var sources = found.ConvertAll(StackFeatures.Source);
        if (PassedThrough(input) is { } features)
        {
            sources.Add(PartSteps.Restored(schema, features));
        }

        return VectorColumn.Computed(FeatureColumnName, Names(found, input), sources, row =>
        {
            var readers = sources.ConvertAll(source => ScoreReader.Of(row, source));
            return numbers =>
            {
                var at = 0;
                foreach (var read in readers)
                {
                    var scores = read();
                    scores.CopyTo(numbers, at);
                    at += scores.Length;
                }
            };
        });
    }
}
