// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows of which only the numbers that are not zero are stored (compressed sparse rows).</summary>
internal sealed class SparseStore(int width) : NumberStore(width)
{
    private readonly List<int> _ends = [];
    private readonly List<int> _indices = [];
    private readonly List<float> _values = [];

    public override int Count => _ends.Count;

    /// <inheritdoc/>
    /// <remarks>An index and a value for each number stored, where the row ends, and twice that while a list grows.</remarks>
    public override long BytesPerRow => 2 * (sizeof(int) + (StoredCount * (sizeof(int) + sizeof(float)) / Math.Max(1, Count)));

    /// <inheritdoc/>
    /// <remarks>All numbers stored are in one list.</remarks>
    public override long MostRows => (long)(Array.MaxLength * (double)Count / Math.Max(1, StoredCount));

    public override bool IsSparse => true;

    public override long StoredCount => _values.Count;

    /// <inheritdoc/>
    /// <exception cref="InsufficientMemoryException">There are more numbers than a list holds.</exception>
    public override void Append(in VBuffer<float> row)
    {
        var values = row.GetValues();
        if (values.Length > Array.MaxLength - _values.Count)
        {
            throw MemoryNeed.TooManyNumbers(_ends.Count);
        }

        var indices = row.GetIndices();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                _indices.Add(row.IsDense ? i : indices[i]);
                _values.Add(values[i]);
            }
        }

        _ends.Add(_values.Count);
    }

    public override void CopyRow(int row, Span<float> destination)
    {
        destination.Clear();
        var (indices, values) = Row(row);
        for (var i = 0; i < indices.Length; i++)
        {
            destination[indices[i]] = values[i];
        }
    }

    public override void Visit(FeatureVisitor visitor)
    {
        for (var row = 0; row < Count; row++)
        {
            var (indices, values) = Row(row);
            visitor(row, indices, values);
        }
    }

    public override void Apply(InputScaling scaling)
    {
        for (var row = 0; row < Count; row++)
        {
            var (indices, values) = Row(row);
            for (var i = 0; i < indices.Length; i++)
            {
                values[i] = scaling.Of(values[i], indices[i]);
            }
        }
    }

    public override NumberStore ToDense()
    {
        var dense = new DenseStore(Width);
        for (var row = 0; row < Count; row++)
        {
            var (indices, values) = Row(row);
            dense.Append(new VBuffer<float>(Width, values.Length, values.ToArray(), indices.ToArray()));
        }

        return dense;
    }

    protected override NumberStore Storing(int[] features)
    {
        var isWanted = new bool[Width];
        Array.ForEach(features, feature => isWanted[feature] = true);
        if (_indices.Count(index => isWanted[index]) == (long)features.Length * Count)
        {
            return this;
        }

        var store = new SparseStore(Width);
        var (places, numbers) = (new int[Width], new float[Width]);
        for (var row = 0; row < Count; row++)
        {
            var (indices, values) = Row(row);
            var count = Merge(indices, values, features, places, numbers);
            store._indices.AddRange(places.AsSpan(0, count));
            store._values.AddRange(numbers.AsSpan(0, count));
            store._ends.Add(store._values.Count);
        }

        return store;
    }

    /// <summary>The numbers that a row stores, and zeros for some that it does not.</summary>
    /// <param name="indices">Which it stores, ascending.</param>
    /// <param name="values">Their values.</param>
    /// <param name="features">Those that are to be stored in any case, ascending.</param>
    /// <param name="places">Receives which are stored then, ascending.</param>
    /// <param name="numbers">Receives their values.</param>
    /// <returns>How many they are.</returns>
    public static int Merge(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int[] features, int[] places, float[] numbers)
    {
        var (at, count) = (0, 0);
        foreach (var feature in features)
        {
            for (; at < indices.Length && indices[at] < feature; at++)
            {
                (places[count], numbers[count++]) = (indices[at], values[at]);
            }

            if (at == indices.Length || indices[at] > feature)
            {
                (places[count], numbers[count++]) = (feature, 0);
            }
        }

        indices[at..].CopyTo(places.AsSpan(count));
        values[at..].CopyTo(numbers.AsSpan(count));
        return count + indices.Length - at;
    }

    public override void AddTo(RowHash hash)
    {
        var digest = new SparseDigest();
        digest.AddAll(CollectionsMarshal.AsSpan(_ends), CollectionsMarshal.AsSpan(_indices), CollectionsMarshal.AsSpan(_values));
        digest.AddTo(hash);
    }

    private SparseRow Row(int row)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        var length = _ends[row] - start;
        return new SparseRow(
            CollectionsMarshal.AsSpan(_indices).Slice(start, length), CollectionsMarshal.AsSpan(_values).Slice(start, length));
    }

    private readonly ref struct SparseRow(Span<int> indices, Span<float> values)
    {
        private readonly Span<int> _rowIndices = indices;
        private readonly Span<float> _rowValues = values;

        public void Deconstruct(out Span<int> indices, out Span<float> values)
        {
            indices = _rowIndices;
            values = _rowValues;
        }
    }
}
