// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The first rows of the data, usable or not, and what is wrong with them.</summary>
/// <remarks>For trying a step, in which the numbers themselves do not matter: what cannot be trained on counts as missing.</remarks>
/// <param name="Rows">The rows as for training; the class of an unlabeled one is the first.</param>
/// <param name="BytesPerRow">About how much memory a row takes, its targets and weight included.</param>
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
        var targets = new List<float>();
        var rows = 0;
        using var cursor = data.GetRowCursor(options.Columns);
        var input = options.Input.Open(cursor, RowStorage.InMemory(), isSample: true);
        var label = options.Label.Bind(cursor);
        var weight = options.Weight is { } named ? cursor.GetGetter<float>(named) : null;
        var target = new float[options.Label.Width];
        var exampleWeight = 1f;
        for (; rows < limit && cursor.MoveNext(); rows++)
        {
            checkAlive();
            label(target);
            weight?.Invoke(ref exampleWeight);
            var fault = input.Read(cursor.Position);
            var isLabeled = Array.TrueForAll(target, float.IsFinite);
            var badLabel = isLabeled ? RowFault.OfTargets(target, options.Label, cursor.Position) : null;
            faults.Add(fault, input.HasMissing, isLabeled, badLabel, exampleWeight, cursor.Position);
            input.Keep(1);
            targets.AddRange(target.Select(value => float.IsFinite(value) ? value : 0));
        }

        if (rows == 0)
        {
            throw new InvalidOperationException("There are no rows to train on: the data is empty.");
        }

        var collected = input.Finish([]);
        faults.AddConstants(collected.Constants);
        var total = rows < limit ? rows : data.GetRowCount();
        var sample = new MemoryRows(collected.Store, [.. targets], [], collected.Input, options.Label.Sample());
        var bytes = (long)MemoryNeed.Bytes(1, collected.Store.BytesPerRow, options.Label.Width);
        return new RowSample(sample, bytes, total, faults.Sentences);
    }
}
