// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Measures the importance of features: the metric of a model on data of which one feature is shuffled.</summary>
/// <remarks>Breiman (2001), "Random Forests", Machine Learning 45, p. 5-32; the definition is that of scikit-learn's permutation_importance.</remarks>
internal sealed class PermutationMeasurement(TrainerHost host, ITransformer model, IDataView data, EvaluationMetric metric, PermutationOptions options)
{
    private readonly int _rows = RowCount.Of(host, data);
    private readonly RandomStreams _streams = new(CompositionSeed.Settle(options.Seed, host));

    public FeatureImportances Run()
    {
        var baseline = Of(data);
        var sign = metric.IsBetter(1, 0) ? 1 : -1;
        var features = Columns().Select(feature => new FeatureImportance(
            feature.Name, [.. Enumerable.Range(0, options.Repeats).Select(_ => (sign * (baseline - Of(new CopiedView(data, null, feature.Shuffle(Order(feature.Name)))))) + 0.0)])); // no -0
        return new FeatureImportances(metric.Name, baseline, [.. features]);
    }

    private double Of(IDataView view)
    {
        host.CheckAlive();
        return metric.Of(model.Transform(view), options.Columns);
    }

    // A stream for each name: how often others are shuffled changes nothing.
    private int[] Order(string name)
    {
        int[] order = [.. Enumerable.Range(0, _rows)];
        _streams.Named($"shuffle {name}").Shuffle(order);
        return order;
    }

    private IEnumerable<(string Name, Func<int[], ChangedColumn> Shuffle)> Columns() =>
        options.ColumnNames.Count > 0 ? options.ColumnNames.Select(Column)
        : WholeColumns() is { Count: > 0 } names ? names.Select(Column)
        : Slots();

    /// <summary>What is shuffled of data that only a pipeline makes features of; none where they are there, or another column is meant.</summary>
    private List<string> WholeColumns()
    {
        if (options.FeatureColumnName != PermutationOptions.DefaultFeatureColumnName || data.Schema.GetColumnOrNull(options.FeatureColumnName) is not null)
        {
            return [];
        }

        var columns = options.Columns;
        HashSet<string?> others = [columns.LabelColumnName, .. columns.LabelColumnNames, columns.ExampleWeightColumnName];
        return [.. data.Schema.Where(column => !column.IsHidden && ColumnBuffer.CanHold(column.Type) && !others.Contains(column.Name)).Select(column => column.Name)];
    }

    private (string Name, Func<int[], ChangedColumn> Shuffle) Column(string name)
    {
        var column = data.Schema.Require(host, "feature", name);
        if (!ColumnBuffer.CanHold(column.Type))
        {
            throw host.ColumnError("feature", name, "of a type whose values can be kept", column.Type.ToString()!);
        }

        using var cursor = data.GetRowCursor([column]);
        var values = ColumnBuffer.Of(cursor, column, _rows);
        for (var row = 0; row < _rows && cursor.MoveNext(); row++)
        {
            values.Read(row);
        }

        return (name, order => new PermutedColumn(column, values, order));
    }

    private IEnumerable<(string Name, Func<int[], ChangedColumn> Shuffle)> Slots()
    {
        var (features, width) = data.Schema.RequireFeatures(host, options.FeatureColumnName);
        if (features.Type is not VectorDataViewType)
        {
            return [Column(options.FeatureColumnName)];
        }

        var values = new float[width][];
        for (var slot = 0; slot < width; slot++)
        {
            values[slot] = new float[_rows];
        }

        using var cursor = data.GetRowCursor([features]);
        var read = ScoreReader.Of(cursor, features);
        for (var row = 0; row < _rows && cursor.MoveNext(); row++)
        {
            var numbers = read();
            for (var slot = 0; slot < width; slot++)
            {
                values[slot][row] = numbers[slot];
            }
        }

        var names = VectorColumn.Names(features, width);
        return Enumerable.Range(0, width).Select(slot =>
            (names[slot], (Func<int[], ChangedColumn>)(order => new PermutedSlot(features, slot, values[slot], order))));
    }
}
