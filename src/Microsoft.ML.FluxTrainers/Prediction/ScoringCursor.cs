// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the source ahead by a batch of rows, scores the batch at once, then gives the rows one by one.</summary>
/// <remarks>
/// One pass over the source, whatever its order: the columns that are passed on are buffered beside the features.
/// The batches grow from a few rows, so that who reads five rows does not wait for a thousand. Where a column cannot be
/// buffered (an image belongs to whoever reads it), or nothing is scored, the cursor reads row by row. A row that cannot be
/// read ahead ends the batch before it: its error is for who asks for that row.
/// </remarks>
internal sealed class ScoringCursor : DataViewRowCursor
{
    private const int FirstBatch = 16;
    private const int LargestBatch = 1024;
    private const long LargestBuffer = 1 << 20;
    private const int Growth = 4;
    private readonly ScoredMapper _mapper;
    private readonly DataViewRowCursor _input;
    private readonly HashSet<int> _active;
    private readonly RowScoring? _scoring;
    private readonly IDisposable _hold;
    private readonly Dictionary<int, ColumnBuffer> _buffers = [];
    private readonly ColumnBuffer[] _buffered;
    private readonly RowPlaces _places;
    private readonly int _capacity;
    private int _batch = FirstBatch;
    private long _given;
    private int _filled;
    private int _at = -1;
    private bool _ended;
    private ExceptionDispatchInfo? _failure; // of the row behind those that are buffered

    public ScoringCursor(ScoredMapper mapper, DataViewRowCursor input, List<DataViewSchema.Column> columns)
    {
        (_mapper, _input, _active) = (mapper, input, [.. columns.Select(column => column.Index)]);
        var passed = columns.Where(column => !mapper.IsAdded(column)).ToList();
        var scores = columns.Exists(mapper.IsAdded);
        _capacity = scores && passed.TrueForAll(column => ColumnBuffer.CanHold(column.Type))
            ? (int)Math.Clamp(LargestBuffer / (mapper.Model.FeatureCount + mapper.Model.Target.Outputs + passed.Sum(Width)), 1, LargestBatch)
            : 1;
        _scoring = scores ? new RowScoring(mapper, input, _capacity) : null;
        _places = new RowPlaces(input, _capacity);
        if (_capacity > 1)
        {
            foreach (var column in passed.DistinctBy(column => column.Index))
            {
                _buffers.Add(column.Index, ColumnBuffer.Of(input, input.Schema[column.Index], _capacity));
            }
        }

        _buffered = [.. _buffers.Values];
        _hold = mapper.Scorer.Hold();
    }

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override long Position => _at < 0 || _ended ? -1 : _given + _at; // of this cursor, not of the data: it counts

    public override long Batch => _at < 0 || _ended ? 0 : _places.Batch(_at);

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _places.Id(Here());

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public override bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        if (++_at >= _filled)
        {
            Fill();
        }

        return !_ended;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw ColumnErrors.NotActive(column);
        }

        if (_mapper.IsAdded(column))
        {
            var getter = _mapper.Outputs.Getter(column.Index - _mapper.InputSchema.Count, Scores);
            return ColumnErrors.As<TValue>(getter, column);
        }

        return _buffers.TryGetValue(column.Index, out var buffer)
            ? ColumnErrors.As<TValue>(buffer.Getter(Here), column)
            : _input.GetGetter<TValue>(_input.Schema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended = true; // rows that are still buffered are not given any more
            _hold.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>How many values of a column a buffered row has; vectors of unknown size are taken to be short.</summary>
    private static long Width(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    private ReadOnlySpan<float> Scores() => _scoring!.Scores(Here());

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    private int Here() => _at >= 0 && !_ended
        ? _at
        : throw new InvalidOperationException("The cursor is not at a row: call MoveNext first, and stop when it returns false.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    private void Fill()
    {
        _failure?.Throw();
        var wanted = Math.Min(_batch, _capacity);
        _given += _filled;
        _filled = 0;
        try
        {
            while (_filled < wanted && _input.MoveNext())
            {
                _places.Read(_filled);
                _scoring?.Read(_filled);
                foreach (var buffer in _buffered)
                {
                    buffer.Read(_filled);
                }

                _filled++;
            }
        }
        catch (Exception failure) when (_filled > 0)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }

        _at = 0;
        _ended = _filled == 0;
        _batch *= _batch < _capacity ? Growth : 1;
        if (_ended)
        {
            _hold.Dispose();
        }
        else
        {
            _scoring?.Score(_filled);
        }
    }
}
