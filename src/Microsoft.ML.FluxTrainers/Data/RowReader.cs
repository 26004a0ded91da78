// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the training rows: one cursor, each row once.</summary>
internal sealed class RowReader
{
    /// <summary>Rows stay sparse while at most one number in four is not zero.</summary>
    private const double DenseAbove = 0.25;

    private readonly RowReadingOptions _options;
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private FeatureStore? _store;

    private RowReader(RowReadingOptions options) => _options = options;

    /// <summary>Rows left out because their label is missing.</summary>
    public long Unlabeled { get; private set; }

    /// <summary>Reads all rows that have a label and a weight above 0.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to read.</param>
    /// <param name="checkAlive">Asked now and then; throws to stop.</param>
    /// <param name="unlabeled">The number of rows left out because their label is missing.</param>
    /// <exception cref="InvalidOperationException">No rows are left, or a feature or weight is not usable.</exception>
    public static MemoryRows Read(IDataView data, RowReadingOptions options, Action checkAlive, out long unlabeled)
    {
        if (data.GetRowCount() is { } promised)
        {
            MemoryNeed.Check(promised, options.Width);
        }

        var reader = new RowReader(options);
        reader.ReadAll(data, checkAlive);
        unlabeled = reader.Unlabeled;
        return reader.Finish();
    }

    private void ReadAll(IDataView data, Action checkAlive)
    {
        DataViewSchema.Column[] columns = _options.Weight is { } weightColumn
            ? [_options.Features, _options.Label, weightColumn]
            : [_options.Features, _options.Label];
        using var cursor = data.GetRowCursor(columns);
        var features = FeatureGetter.Of(cursor, _options.Features);
        var label = cursor.GetGetter<uint>(_options.Label);
        var weight = _options.Weight is { } named ? cursor.GetGetter<float>(named) : null;
        VBuffer<float> row = default;
        uint key = 0;
        var exampleWeight = 1f;
        while (cursor.MoveNext())
        {
            if (cursor.Position % 4096 == 0)
            {
                checkAlive();
            }

            label(ref key);
            if (key == 0)
            {
                Unlabeled++;
                continue;
            }

            weight?.Invoke(ref exampleWeight);
            RowFault.CheckWeight(exampleWeight, _options.Weight, cursor.Position);
            if (exampleWeight == 0)
            {
                continue;
            }

            features(ref row);
            RowFault.CheckFeatures(row, _options, cursor.Position);
            Store(row).Append(row);
            _targets.Add(key - 1f); // an ML.NET key counts from 1, a class from 0
            _weights.Add(exampleWeight);
        }
    }

    private FeatureStore Store(in VBuffer<float> row)
    {
        _store ??= row.IsDense ? new DenseStore(_options.Width) : new SparseStore(_options.Width);
        if (_store is SparseStore sparse && (_targets.Count & (_targets.Count - 1)) == 0 && IsFull(sparse))
        {
            _store = sparse.ToDense(); // asked at every power of two, so that the copies cost little
        }

        return _store;
    }

    private static bool IsFull(SparseStore store) => store.StoredCount > DenseAbove * store.Count * store.Width;

    private MemoryRows Finish()
    {
        if (_store is null)
        {
            throw new InvalidOperationException(Unlabeled == 0
                ? "There are no rows to train on (or all have weight 0)."
                : $"There are no rows to train on: the label '{_options.Label.Name}' is missing in all {Unlabeled} rows with a weight.");
        }

        if (_store is SparseStore sparse && IsFull(sparse))
        {
            _store = sparse.ToDense();
        }

        var exampleWeights = _weights.TrueForAll(weight => weight == 1) ? [] : _weights.ToArray();
        var fill = _options.MissingValues == MissingValues.Mean;
        var statistics = _options.Standardize || fill ? FeatureStatistics.Of(_store, exampleWeights) : null;
        var scaling = _options.Standardize
            ? statistics!.ToScaling(_store.IsSparse, fill)
            : InputScaling.None(_options.Width, statistics?.Fill());
        if (statistics is not null)
        {
            _store.Apply(scaling);
        }

        var targets = _targets.ToArray();
        var weights = RowWeights.Scale(targets, exampleWeights, _options.ClassWeights, _options.ClassCount);
        return new MemoryRows(_store, targets, weights, scaling);
    }
}
