// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Measures rows as they come in and keeps none of them: the data is read again.</summary>
/// <remarks>The mean and the squares follow each number (Welford 1962, weighted as by West 1979); zeros that are not stored join at the end by the rule of Chan, Golub
/// and LeVeque (1979). Both agree with <see cref="FeatureStatistics.Of"/> to rounding of doubles.</remarks>
internal sealed class RunningStore(int width, bool isSparse, SparseDigest? digest = null) : NumberStore(width)
{
    private readonly double[] _mean = new double[width]; // of the numbers that are stored
    private readonly double[] _squares = new double[width];
    private readonly double[] _stored = new double[width]; // their weight
    private readonly double[] _missing = new double[width]; // the weight of those that are missing
    private readonly int[] _rows = new int[width]; // how many rows store the number
    private readonly SparseDigest _digest = digest ?? new();
    private FirstZeros? _zeros; // of the first rows, while they store every number
    private double _total;
    private long _storedCount;
    private int _count;
    private bool _isSparse = isSparse;

    public override int Count => _count;

    public override bool IsInMemory => false;

    public override bool IsSparse => _isSparse;

    public override long StoredCount => _storedCount;

    public override long BytesPerRow => 0;

    public override FeatureStatistics Measured
    {
        get
        {
            var (mean, deviation, hasZeros) = (new double[Width], new double[Width], new bool[Width]);
            for (var i = 0; i < Width; i++)
            {
                var isStored = _rows[i] == _count;
                hasZeros[i] = _isSparse && !isStored;
                var zeros = isStored ? 0 : Math.Max(_total - _missing[i] - _stored[i], 0);
                var known = _stored[i] + zeros;
                var share = known > 0 ? _stored[i] / known : 0;
                mean[i] = share * _mean[i];
                deviation[i] = known > 0 ? Math.Sqrt((_squares[i] / known) + (share * (1 - share) * _mean[i] * _mean[i])) : 0;
            }

            return new FeatureStatistics(mean, deviation, hasZeros);
        }
    }

    public override void Append(in VBuffer<float> row) => Append(row, 1);

    public override void Append(in VBuffer<float> row, float weight)
    {
        var values = row.GetValues();
        var indices = row.IsDense ? [] : row.GetIndices();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0 || !_isSparse)
            {
                Add(indices.IsEmpty ? i : indices[i], values[i], weight);
            }
        }

        if (_count < FeatureCollector.RowsToTell && !_isSparse)
        {
            (_zeros ??= new(new int[Width], new double[Width])).Add(indices, values, weight);
        }

        _digest.Add(indices, values);
        _total += weight;
        _count++;
    }

    public override NumberStore ToDense()
    {
        _isSparse = false;
        return this;
    }

    /// <inheritdoc/>
    /// <remarks>Zeros that were measured as stored are taken out again: with them goes what Chan's rule adds for them.</remarks>
    public override NumberStore ToSparse()
    {
        _isSparse = true;
        for (var i = 0; i < Width && _zeros is not null; i++)
        {
            var (rows, zeros) = (_zeros.Rows[i], _zeros.Weights[i]);
            var left = _rows[i] > rows ? _stored[i] - zeros : 0;
            _squares[i] = left > 0 ? Math.Max(_squares[i] - (_mean[i] * _mean[i] * _stored[i] * zeros / left), 0) : 0;
            _mean[i] = left > 0 ? _mean[i] * _stored[i] / left : 0;
            (_rows[i], _stored[i]) = (_rows[i] - rows, left);
        }

        _zeros = null;
        return this;
    }

    /// <summary>What would have been measured of some of the numbers, with indicators of missing ones behind them.</summary>
    /// <param name="slots">The numbers that stay, in their new order.</param>
    /// <param name="indicated">For each indicator, the number among those that stay.</param>
    public RunningStore Select(IReadOnlyList<int> slots, IReadOnlyList<int> indicated)
    {
        var selected = new RunningStore(slots.Count + indicated.Count, _isSparse, _digest) { _total = _total, _count = _count, _storedCount = _storedCount };
        for (var i = 0; i < slots.Count; i++)
        {
            var slot = slots[i];
            (selected._mean[i], selected._squares[i], selected._stored[i]) = (_mean[slot], _squares[slot], _stored[slot]);
            (selected._missing[i], selected._rows[i]) = (_missing[slot], _rows[slot]);
        }

        for (var i = 0; i < indicated.Count; i++)
        {
            // 1 where the number is missing; the zeros elsewhere are as good as not stored.
            var (place, missing) = (slots.Count + i, selected._missing[indicated[i]]);
            (selected._mean[place], selected._stored[place], selected._rows[place]) = (1, missing, missing < _total ? 0 : _count);
        }

        return selected;
    }

    public override void Apply(InputScaling scaling)
    {
        // Rows are scaled when they are read again.
    }

    public override void CopyRow(int row, Span<float> destination) => throw new NotSupportedException();

    public override void Visit(FeatureVisitor visitor) => throw new NotSupportedException();

    /// <inheritdoc/>
    /// <remarks>The numbers as they came: a hash of scaled numbers, which other stores give, would need another pass.</remarks>
    public override void AddTo(RowHash hash)
    {
        hash.Append(MemoryMarshal.AsBytes<char>("streamed"));
        _digest.AddTo(hash);
    }

    private void Add(int feature, float value, double weight)
    {
        _rows[feature]++;
        _storedCount += value == 0 ? 0 : 1;
        if (float.IsNaN(value))
        {
            _missing[feature] += weight;
            return;
        }

        _stored[feature] += weight;
        var distance = value - _mean[feature];
        _mean[feature] += weight / _stored[feature] * distance;
        _squares[feature] += weight * distance * (value - _mean[feature]);
    }

    /// <summary>How many zeros each number has, and their weight.</summary>
    private sealed record FirstZeros(int[] Rows, double[] Weights)
    {
        public void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float weight)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] == 0)
                {
                    var feature = indices.IsEmpty ? i : indices[i];
                    Rows[feature]++;
                    Weights[feature] += weight;
                }
            }
        }
    }
}
