// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A model that sees some of the features only. See <see cref="RecursiveFeatureElimination"/>.</summary>
public sealed record FeatureSelection : ModelComposition
{
    /// <summary>The vector of features. Default "Features".</summary>
    public string FeatureColumnName { get; init => field = Guard.NotEmpty(value); } = "Features";

    /// <summary>The slots that the model sees, ascending from 0. Default none.</summary>
    public ValueList<int> Slots
    {
        get;
        init => field = Guard.NotNull(value).All(slot => slot >= 0) && value.Zip(value.Skip(1)).All(pair => pair.First < pair.Second)
            ? value
            : throw Guard.OutOfRange(nameof(Slots), value, "an ascending list of integers of at least 0");
    } = [];

    /// <summary>What they are called. Default none.</summary>
    public ValueList<string> Names { get; init => field = Guard.NotNull(value); } = [];

    /// <summary>The round from the end in which each feature went, as scikit-learn counts: 1 for those that stayed, 2 for the last that went. Default none.</summary>
    public ValueList<int> Ranking { get; init => field = Guard.EachPositive(value); } = [];

    internal override IReadOnlyList<ITransformer> Steps(IReadOnlyList<ITransformer> parts, DataViewSchema input) =>
    [
        .. PartSteps.Of([], input),
        .. PartSteps.Behind(parts[0], input, schema => Selected(PartSteps.Restored(schema, Source(input)))),
    ];

    /// <summary>The data with the chosen features only.</summary>
    internal IDataView Select(IDataView data)
    {
        var source = Source(data.Schema);
        return new ColumnStage(schema => ColumnPlan.Replace(schema, (source.Index, Selected(source)))).Transform(data);
    }

    private DataViewSchema.Column Source(DataViewSchema schema)
    {
        var host = new TrainerHost(new MLContext(), nameof(FeatureSelection)); // for ML.NET's kind of error
        var (column, width) = schema.RequireFeatures(host, FeatureColumnName);
        return Slots.Count == 0 || width > Slots[^1]
            ? column
            : throw host.ColumnError("feature", FeatureColumnName, $"a vector of at least {Slots[^1] + 1} Single", column.Type.ToString()!);
    }

    private PlannedColumn Selected(DataViewSchema.Column source)
    {
        var names = VectorColumn.Names(source, ScoreReader.Width(source));
        return VectorColumn.Computed(FeatureColumnName, [.. Slots.Select(slot => names[slot])], [source], row =>
        {
            var read = ScoreReader.Of(row, source);
            return numbers =>
            {
                var all = read();
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = all[Slots[i]];
                }
            };
        });
    }
}
