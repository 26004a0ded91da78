// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A trained network bound to one input schema.</summary>
internal sealed class ScoredMapper : IRowToRowMapper
{
    public ScoredMapper(TrainerHost host, NeuralModel model, SharedScorer scorer, DataViewSchema input)
    {
        (Model, Scorer, InputSchema) = (model, scorer, input);
        Features = [.. model.Input.ColumnNames.Select(name => input.Require(host, "feature", name, model.Input.Misfit))];
        Outputs = OutputColumns.Of(model.Target);
        OutputSchema = Outputs.AddTo(input);
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public NeuralModel Model { get; }

    /// <summary>The columns that the network's inputs are made of.</summary>
    public IReadOnlyList<DataViewSchema.Column> Features { get; }

    public OutputColumns Outputs { get; }

    public SharedScorer Scorer { get; }

    /// <summary>Whether a column of <see cref="OutputSchema"/> is one that this mapper adds.</summary>
    public bool IsAdded(DataViewSchema.Column column) => column.Index >= InputSchema.Count;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var wanted = dependingColumns.ToList();
        var passed = wanted.Where(column => !IsAdded(column)).Select(column => InputSchema[column.Index]);
        return (wanted.Exists(IsAdded) ? passed.Concat(Features) : passed).Distinct();
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new ScoredRow(this, input, activeColumns);
}
