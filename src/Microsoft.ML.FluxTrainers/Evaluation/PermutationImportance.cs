// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Measures how much a model needs each column, by giving it the column's values in the wrong rows.</summary>
/// <param name="environment">Where errors about columns come from.</param>
/// <param name="model">The model, with all its steps.</param>
/// <param name="data">Rows with labels.</param>
/// <param name="columns">Where labels and scores are.</param>
internal sealed class PermutationImportance(IHostEnvironment environment, ITransformer model, IDataView data, EvaluationColumns columns)
{
    /// <summary>Measures some columns, or all that the scores are made of and the labels are not.</summary>
    public ColumnImportances Measure(EvaluationMetric? metric, IReadOnlyList<string>? names, int repeats, int seed, CancellationToken cancellationToken)
    {
        var host = new TrainerHost(environment, nameof(PermutationImportance));
        var scored = Scored(data);
        var judge = metric ?? DefaultMetrics.Of(scored.Rows)[0];
        var baseline = judge.Of(scored);
        var found = names?.Select(name => data.Schema.Require(host, "feature", name)) ?? Sources(scored.View.Schema);
        var count = new ResampledRows(data).Count;
        var orders = Enumerable.Range(0, repeats).Select(repeat => Order(count, seed, repeat)).ToList();
        var importances = new List<ColumnImportance>();
        foreach (var column in found.ToList())
        {
            var values = Read(column, count);
            importances.Add(new ColumnImportance(column.Name, [.. orders.Select(order =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var value = judge.Of(Scored(new PermutedView(data, column, values, order)));
                return judge.HigherIsBetter ? baseline - value : value - baseline;
            })]));
        }

        return new ColumnImportances(judge, baseline, importances);
    }

    private ScoredData Scored(IDataView rows) => new(environment, model.Transform(rows), columns);

    /// <summary>The columns that the scores are made of. What labels are made of is none of them: in the wrong rows it would be the labels that are wrong.</summary>
    private IEnumerable<DataViewSchema.Column> Sources(DataViewSchema schema)
    {
        string?[] labels = [.. columns.Labels, columns.ExampleWeightColumnName];
        string[] scores = [columns.ScoreColumnName, columns.ProbabilityColumnName];
        if (!model.IsRowToRowMapper)
        {
            return data.Schema.Where(column => !column.IsHidden && !labels.Contains(column.Name) && ColumnBuffer.CanHold(column.Type));
        }

        var mapper = model.GetRowToRowMapper(data.Schema);
        HashSet<int> Needed(IEnumerable<string?> names) =>
            [.. mapper.GetDependencies(schema.Where(column => !column.IsHidden && names.Contains(column.Name)).Select(column => mapper.OutputSchema[column.Index])).Select(column => column.Index)];
        var (needed, label) = (Needed(scores), Needed(labels));
        return data.Schema.Where(column => needed.Contains(column.Index) && !label.Contains(column.Index) && ColumnBuffer.CanHold(column.Type));
    }

    private ColumnBuffer Read(DataViewSchema.Column column, int count)
    {
        using var cursor = data.GetRowCursor([column]);
        var values = ColumnBuffer.Of(cursor, column, count);
        for (var row = 0; row < count && cursor.MoveNext(); row++)
        {
            values.Read(row);
        }

        return values;
    }

    private static int[] Order(int count, int seed, int repeat)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new RandomStreams(seed).Named(FormattableString.Invariant($"permutation {repeat}")).Shuffle(order);
        return order;
    }
}
