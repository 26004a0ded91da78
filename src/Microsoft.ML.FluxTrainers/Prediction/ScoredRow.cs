// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One row with predictions, scored when a prediction is first asked for.</summary>
/// <remarks>ML.NET's prediction engine never disposes it: only the row that it reads. So there is nothing to dispose.</remarks>
internal sealed class ScoredRow : DataViewRow
{
    private readonly ScoredMapper _mapper;
    private readonly DataViewRow _input;
    private readonly HashSet<int> _active;
    private readonly RowScoring? _scoring;
    private long _scored = -1;

    public ScoredRow(ScoredMapper mapper, DataViewRow input, IEnumerable<DataViewSchema.Column> active)
    {
        mapper.Scorer.ThrowIfClosed();
        var columns = active.ToList();
        (_mapper, _input, _active) = (mapper, input, [.. columns.Select(column => column.Index)]);
        _scoring = columns.Exists(mapper.IsAdded) ? new RowScoring(mapper, input, 1) : null;
    }

    public override DataViewSchema Schema => _mapper.OutputSchema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw ColumnErrors.NotActive(column);
        }

        return _mapper.IsAdded(column)
            ? ColumnErrors.As<TValue>(_mapper.Outputs.Getter(column.Index - _mapper.InputSchema.Count, Scores), column)
            : _input.GetGetter<TValue>(_input.Schema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private ReadOnlySpan<float> Scores()
    {
        if (_scored != _input.Position)
        {
            _scoring!.Read(0);
            _scoring.Score(1);
            _scored = _input.Position;
        }

        return _scoring!.Scores(0);
    }
}
