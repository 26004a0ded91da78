// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the training rows: one cursor, each row once.</summary>
internal sealed class RowReader
{
    private readonly IDataView _data;
    private readonly RowReadingOptions _options;
    private readonly RowStorage _storage;
    private readonly NumberList _targets;
    private readonly NumberList _weights = new(0); // none while all are 1
    private readonly List<int> _held = [];
    private int _rows;
    private long _unlabeled;
    private long _weightless;

    private RowReader(IDataView data, RowReadingOptions options, RowStorage storage)
    {
        (_data, _options, _storage) = (data, options, storage);
        _targets = new NumberList((storage.PromisedRows ?? 0) * options.Label.Width);
    }

    /// <summary>Reads all rows that have a label and a weight above 0.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">What to read.</param>
    /// <param name="split">Which rows are held out.</param>
    /// <param name="storage">Where they are kept; it goes with the rows.</param>
    /// <exception cref="InvalidOperationException">No rows are left, a feature or weight is not usable, or there are more targets than an array holds.</exception>
    /// <exception cref="InsufficientMemoryException">The rows need more memory than the process may have.</exception>
    /// <exception cref="IOException">The rows need more room than their folder has.</exception>
    public static ReadRows Read(IDataView data, RowReadingOptions options, RowSplit split, RowStorage storage)
    {
        try
        {
            var reader = new RowReader(data, options, storage);
            var input = reader.ReadAll();
            return new ReadRows(reader.Finish(input, split), reader._unlabeled, storage);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    private InputCollector ReadAll()
    {
        using var cursor = new RowCursor(_data, _options);
        var input = _options.Input.Open(cursor.Row, _storage, isSample: false);
        var held = _options.Held is { } column ? cursor.Row.GetGetter<bool>(column) : null;
        var isHeld = false;
        while (cursor.MoveNext(_storage.CheckAlive))
        {
            if (input.Read(cursor.Position) is { } fault)
            {
                throw RowFault.OfInput(fault);
            }

            input.Keep(cursor.Weight);
            _targets.Add(cursor.Target);
            AddWeight(cursor.Weight);
            _rows++;
            held?.Invoke(ref isHeld);
            if (isHeld)
            {
                _held.Add(_rows - 1);
            }
        }

        (_unlabeled, _weightless) = (cursor.Unlabeled, cursor.Weightless);
        return input;
    }

    private StoredRows Finish(InputCollector input, RowSplit split)
    {
        if (_rows == 0)
        {
            throw new InvalidOperationException(_unlabeled + _weightless == 0
                ? $"There are no rows to {_options.Purpose}: the data is empty."
                : $"There are no rows to {_options.Purpose}: of {_unlabeled + _weightless} rows, {_unlabeled} have no label in column '{_options.Label.Column.Name}' and {_weightless} have weight 0.");
        }

        var exampleWeights = _weights.Take();
        var targets = _targets.Take();
        var parts = Split(split, targets);
        var masked = parts.Mask(exampleWeights, _rows);
        var collected = input.Finish(masked);
        var weights = RowWeights.Scale(targets, exampleWeights, _options.ClassWeights, _options.Label.ClassCount, parts, _options.IsForValidation, out var weighting);
        var target = _options.Label.Finish(targets, masked);
        var rows = _storage.StreamedThrough is { } bufferRows
            ? new StoredRows(Streamed(collected, targets, weights, target, weighting, bufferRows), null)
            : _storage.Keep(collected, targets, weights, target, parts);
        return rows with { ClassFactors = weighting?.Factors };
    }

    private StreamedRows Streamed(
        CollectedInput collected, float[] targets, float[] weights, TargetSpec target, RowWeighting? weighting, int bufferRows)
    {
        if (!collected.Store.IsSparse)
        {
            MemoryNeed.CheckBuffer(Math.Min(bufferRows, collected.Store.Count), collected.Store.Width, _options.Label.Width);
        }

        var fingerprint = MemoryRows.Fingerprint(collected.Store, targets, weights, null);
        return new StreamedRows(_data, _options.Continue(collected.Input, target), collected.Input, target, weighting)
        {
            Count = collected.Store.Count,
            BufferRows = bufferRows,
            Rows = fingerprint,
            CheckAlive = _storage.CheckAlive,
            Augmenter = collected.Augmenter,
        };
    }

    private RowParts Split(RowSplit split, float[] targets)
    {
        if (_options.Held is not { } column)
        {
            return split.Fraction == 0 ? RowParts.All : RowParts.HoldOut(split.Draw(targets, _options.Label.ClassCount, _rows), _rows);
        }

        return _held.Count > 0 && _held.Count < _rows
            ? RowParts.HoldOut([.. _held], _rows)
            : throw new InvalidOperationException(
                $"Validation column '{column.Name}' is {(_held.Count == 0 ? "false" : "true")} in all rows: it must be true in those to validate on and false in those to train on.");
    }

    private void AddWeight(float weight)
    {
        if (_weights.Count == 0 && weight != 1)
        {
            _weights.Add([.. Enumerable.Repeat(1f, _rows)]);
        }

        if (_weights.Count > 0 || weight != 1)
        {
            _weights.Add([weight]);
        }
    }
}
