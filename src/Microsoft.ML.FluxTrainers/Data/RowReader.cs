// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the training rows: one cursor, each row once.</summary>
internal sealed class RowReader
{
    /// <summary>How often the fit's end is asked for.</summary>
    private const int RowsPerCheck = 256;

    private readonly RowReadingOptions _options;
    private readonly FeatureCollector _features;
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private long _unlabeled;
    private long _weightless;

    private RowReader(RowReadingOptions options, long? promisedRows) =>
        (_options, _features) = (options, new FeatureCollector(options.Width, promisedRows));

    /// <summary>Reads all rows that have a label and a weight above 0.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to read.</param>
    /// <param name="checkAlive">Asked now and then; throws to stop.</param>
    /// <param name="unlabeled">The number of rows left out because their label is missing.</param>
    /// <exception cref="InvalidOperationException">No rows are left, or a feature or weight is not usable.</exception>
    /// <exception cref="InsufficientMemoryException">The rows need more memory than the process may have.</exception>
    public static MemoryRows Read(IDataView data, RowReadingOptions options, Action checkAlive, out long unlabeled)
    {
        var reader = new RowReader(options, data.GetRowCount());
        reader.ReadAll(data, checkAlive);
        unlabeled = reader._unlabeled;
        return reader.Finish();
    }

    private void ReadAll(IDataView data, Action checkAlive)
    {
        using var cursor = data.GetRowCursor(_options.Columns);
        var features = FeatureGetter.Of(cursor, _options.Features);
        var label = _options.Label.Bind(cursor);
        var weight = _options.Weight is { } named ? cursor.GetGetter<float>(named) : null;
        VBuffer<float> row = default;
        var exampleWeight = 1f;
        while (cursor.MoveNext())
        {
            if (cursor.Position % RowsPerCheck == 0)
            {
                checkAlive();
            }

            var target = label();
            if (float.IsNaN(target) && _options.Label.LeavesOutUnlabeled)
            {
                _unlabeled++;
                continue;
            }

            weight?.Invoke(ref exampleWeight);
            RowFault.CheckWeight(exampleWeight, _options.Weight, cursor.Position);
            if (exampleWeight == 0)
            {
                _weightless++;
                continue;
            }

            RowFault.CheckTarget(target, _options.Label.Column, cursor.Position);
            features(ref row);
            RowFault.CheckFeatures(row, _options, cursor.Position);
            _features.Append(row);
            _targets.Add(target);
            _weights.Add(exampleWeight);
        }
    }

    private MemoryRows Finish()
    {
        var store = _features.Finish() ?? throw new InvalidOperationException(_unlabeled + _weightless == 0
            ? "There are no rows to train on: the data is empty."
            : $"There are no rows to train on: of {_unlabeled + _weightless} rows, {_unlabeled} have no label in column '{_options.Label.Column.Name}' and {_weightless} have weight 0.");
        var exampleWeights = _weights.TrueForAll(weight => weight == 1) ? [] : _weights.ToArray();
        var scaling = InputScaling.None(_options.Width);
        if (_options.Standardize || _options.MissingValues == MissingValues.Mean)
        {
            scaling = FeatureStatistics.Of(store, exampleWeights).ToScaling(_options);
            store.Apply(scaling);
        }

        var targets = _targets.ToArray();
        var weights = RowWeights.Scale(targets, exampleWeights, _options.ClassWeights, _options.Label.ClassCount);
        var target = _options.Label.Finish(targets, exampleWeights);
        return new MemoryRows(store, targets, weights, scaling, target);
    }
}
