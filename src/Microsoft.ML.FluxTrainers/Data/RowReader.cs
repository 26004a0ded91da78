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
    private long _unlabeled;
    private long _weightless;

    private RowReader(RowReadingOptions options) => _options = options;

    /// <summary>Reads all rows that have a label and a weight above 0.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to read.</param>
    /// <param name="checkAlive">Asked now and then; throws to stop.</param>
    /// <param name="unlabeled">The number of rows left out because their label is missing.</param>
    /// <exception cref="InvalidOperationException">No rows are left, or a feature or weight is not usable.</exception>
    /// <exception cref="InsufficientMemoryException">The rows need more memory than the process may have.</exception>
    public static MemoryRows Read(IDataView data, RowReadingOptions options, Action checkAlive, out long unlabeled)
    {
        var reader = new RowReader(options);
        var input = reader.ReadAll(data, checkAlive);
        unlabeled = reader._unlabeled;
        return reader.Finish(input);
    }

    private InputCollector ReadAll(IDataView data, Action checkAlive)
    {
        using var cursor = data.GetRowCursor(_options.Columns);
        var input = _options.Input.Open(cursor, data.GetRowCount(), isSample: false);
        var label = _options.Label.Bind(cursor);
        var weight = _options.Weight is { } named ? cursor.GetGetter<float>(named) : null;
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
        }

        return input;
    }

    private MemoryRows Finish(InputCollector input)
    {
        var exampleWeights = _weights.TrueForAll(weight => weight == 1) ? [] : _weights.ToArray();
        var collected = input.Finish(exampleWeights) ?? throw new InvalidOperationException(_unlabeled + _weightless == 0
            ? "There are no rows to train on: the data is empty."
            : $"There are no rows to train on: of {_unlabeled + _weightless} rows, {_unlabeled} have no label in column '{_options.Label.Column.Name}' and {_weightless} have weight 0.");
        var targets = _targets.ToArray();
        var weights = RowWeights.Scale(targets, exampleWeights, _options.ClassWeights, _options.Label.ClassCount);
        var target = _options.Label.Finish(targets, exampleWeights);
        return new MemoryRows(collected.Store, targets, weights, collected.Input, target)
        {
            Augmenter = collected.Augmenter,
        };
    }
}
