// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the training rows: one cursor, each row once.</summary>
internal sealed class RowReader
{
    /// <summary>How often the fit's end is asked for.</summary>
    private const int RowsPerCheck = 256;

    private readonly RowReadingOptions _options;
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _held = [];
    private long _unlabeled;
    private long _weightless;

    private RowReader(RowReadingOptions options) => _options = options;

    /// <summary>Reads all rows that have a label and a weight above 0.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to read.</param>
    /// <param name="split">Which rows are held out.</param>
    /// <param name="checkAlive">Asked now and then; throws to stop.</param>
    /// <exception cref="InvalidOperationException">No rows are left, or a feature or weight is not usable.</exception>
    /// <exception cref="InsufficientMemoryException">The rows need more memory than the process may have.</exception>
    public static ReadRows Read(IDataView data, RowReadingOptions options, RowSplit split, Action checkAlive)
    {
        var reader = new RowReader(options);
        var input = reader.ReadAll(data, checkAlive);
        return reader.Finish(input, split);
    }

    private InputCollector ReadAll(IDataView data, Action checkAlive)
    {
        using var cursor = data.GetRowCursor(_options.Columns);
        var input = _options.Input.Open(cursor, data.GetRowCount(), isSample: false);
        var label = _options.Label.Bind(cursor);
        var weight = _options.Weight is { } named ? cursor.GetGetter<float>(named) : null;
        var held = _options.Held is { } column ? cursor.GetGetter<bool>(column) : null;
        var isHeld = false;
        var target = new float[_options.Label.Width];
        var exampleWeight = 1f;
        while (cursor.MoveNext())
        {
            if (cursor.Position % RowsPerCheck == 0)
            {
                checkAlive();
            }

            label(target);
            if (_options.Label.LeavesOutUnlabeled && target.AsSpan().ContainsAnyExceptInRange(float.NegativeInfinity, float.PositiveInfinity))
            {
                _unlabeled++; // NaN is in no range
                continue;
            }

            weight?.Invoke(ref exampleWeight);
            RowFault.CheckWeight(exampleWeight, _options.Weight, cursor.Position);
            if (exampleWeight == 0)
            {
                _weightless++;
                continue;
            }

            RowFault.CheckTargets(target, _options.Label, cursor.Position);
            if (input.Read(cursor.Position) is { } fault)
            {
                throw new InvalidOperationException(fault);
            }

            input.Keep();
            _targets.AddRange(target);
            _weights.Add(exampleWeight);
            held?.Invoke(ref isHeld);
            if (isHeld)
            {
                _held.Add(_weights.Count - 1);
            }
        }

        return input;
    }

    private ReadRows Finish(InputCollector input, RowSplit split)
    {
        var rows = _weights.Count;
        if (rows == 0)
        {
            throw new InvalidOperationException(_unlabeled + _weightless == 0
                ? "There are no rows to train on: the data is empty."
                : $"There are no rows to train on: of {_unlabeled + _weightless} rows, {_unlabeled} have no label in column '{_options.Label.Column.Name}' and {_weightless} have weight 0.");
        }

        var exampleWeights = _weights.TrueForAll(weight => weight == 1) ? [] : _weights.ToArray();
        var targets = _targets.ToArray();
        var parts = Split(split, targets, rows);
        var masked = parts.Mask(exampleWeights, rows);
        var collected = input.Finish(masked);
        var weights = RowWeights.Scale(targets, exampleWeights, _options.ClassWeights, _options.Label.ClassCount, parts);
        var target = _options.Label.Finish(targets, masked);
        MemoryRows Part(int[]? part) => new(collected.Store, targets, weights, collected.Input, target, part) { Augmenter = collected.Augmenter };
        return new ReadRows(Part(parts.Train), parts.Validation is { } validation ? Part(validation) : null, _unlabeled);
    }

    private RowParts Split(RowSplit split, float[] targets, int rows)
    {
        if (_options.Held is not { } column)
        {
            return split.Fraction == 0 ? RowParts.All : RowParts.HoldOut(split.Draw(targets, _options.Label.ClassCount, rows), rows);
        }

        return _held.Count > 0 && _held.Count < rows
            ? RowParts.HoldOut([.. _held], rows)
            : throw new InvalidOperationException(
                $"Validation column '{column.Name}' is {(_held.Count == 0 ? "false" : "true")} in all rows: it must be true in those to validate on and false in those to train on.");
    }
}
