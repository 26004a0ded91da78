// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The first rows of the data, usable or not, and what is wrong with them.</summary>
/// <remarks>For trying a step, in which the numbers themselves do not matter: what cannot be trained on counts as missing.</remarks>
/// <param name="Rows">The rows as for training; the class of an unlabeled one is the first.</param>
/// <param name="BytesPerRow">About how much memory a row takes.</param>
/// <param name="TotalRows">The number of all rows, or null where the data does not tell.</param>
/// <param name="Faults">What is wrong, in sentences.</param>
internal sealed record RowSample(MemoryRows Rows, long BytesPerRow, long? TotalRows, IReadOnlyList<string> Faults)
{
    /// <summary>Reads the first rows.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to read.</param>
    /// <param name="limit">How many rows to read at most.</param>
    /// <param name="checkAlive">Asked before each row; throws to stop.</param>
    /// <exception cref="InvalidOperationException">There is no row.</exception>
    public static RowSample Read(IDataView data, RowReadingOptions options, int limit, Action checkAlive)
    {
        var faults = new SampleFaults(options);
        var collector = new FeatureCollector(options.Width, promisedRows: null);
        var targets = new List<float>();
        using var cursor = data.GetRowCursor(options.Columns);
        var features = FeatureGetter.Of(cursor, options.Features);
        var label = options.Label.Bind(cursor);
        var weight = options.Weight is { } named ? cursor.GetGetter<float>(named) : null;
        VBuffer<float> row = default;
        var exampleWeight = 1f;
        while (targets.Count < limit && cursor.MoveNext())
        {
            checkAlive();
            features(ref row);
            var target = label();
            weight?.Invoke(ref exampleWeight);
            faults.Add(row, target, exampleWeight, cursor.Position);
            collector.Append(Usable(row, options.Width));
            targets.Add(float.IsFinite(target) ? target : 0);
        }

        var store = collector.Finish() ?? throw new InvalidOperationException("There are no rows to train on: the data is empty.");
        var bytes = store.BytesPerRow;
        var statistics = FeatureStatistics.Of(store, []);
        faults.AddConstants(statistics);
        var scaling = statistics.ToScaling(options with { MissingValues = MissingValues.Mean });
        store.Apply(scaling);
        var total = targets.Count < limit ? targets.Count : data.GetRowCount();
        return new RowSample(new MemoryRows(store, [.. targets], [], scaling, options.Label.Sample()), bytes, total, faults.Sentences);
    }

    /// <summary>A copy in which infinite numbers are missing ones; all are where the length is wrong.</summary>
    private static VBuffer<float> Usable(in VBuffer<float> row, int width)
    {
        if (row.Length != width)
        {
            return new VBuffer<float>(width, 0, [], []);
        }

        VBuffer<float> copy = default;
        row.CopyTo(ref copy);
        var editor = VBufferEditor.CreateFromBuffer(ref copy);
        foreach (ref var value in editor.Values)
        {
            value = float.IsFinite(value) ? value : float.NaN;
        }

        return editor.Commit();
    }
}
