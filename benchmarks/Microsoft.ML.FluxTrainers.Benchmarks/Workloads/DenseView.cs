// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Rows of dense features and a Boolean label in two arrays: a view that costs as little as one can. It may tell more rows than it holds; it then starts over.</summary>
internal sealed class DenseView : IDataView
{
    private readonly float[] _values;
    private readonly bool[] _labels;
    private readonly long _count;
    private readonly int _width;

    public DenseView(float[] values, bool[] labels, int width, long count)
    {
        (_values, _labels, _width, _count) = (values, labels, width, count);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, width));
        schema.AddColumn("Label", BooleanDataViewType.Instance);
        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    /// <summary>Random rows whose label depends on their first feature.</summary>
    /// <param name="held">How many rows are in memory.</param>
    /// <param name="width">Features per row.</param>
    /// <param name="count">How many rows the view tells.</param>
    public static DenseView Random(int held, int width, long count)
    {
        var random = new Random(1);
        var values = new float[held * width];
        foreach (ref var value in values.AsSpan())
        {
            value = (2 * random.NextSingle()) - 1;
        }

        return new(values, [.. Enumerable.Range(0, held).Select(row => values[row * width] > 0)], width, count);
    }

    /// <summary>The same rows, told so often or so seldom that they are that many.</summary>
    public DenseView Of(long count) => new(_values, _labels, _width, count);

    /// <summary>The numbers in new memory: what the least costs that a reader who keeps them can do.</summary>
    public float[] Copy() => [.. _values];

    public long? GetRowCount() => _count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this)];

    private sealed class Cursor(DenseView view) : DataViewRowCursor
    {
        private long _position = -1;
        private int _row = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // an array is there at once, and so should its view be
        public override bool MoveNext()
        {
            _row = _row + 1 == view._labels.Length ? 0 : _row + 1;
            return ++_position < view._count;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (ValueGetter<TValue>)(column.Index == 0 ? (Delegate)(ValueGetter<VBuffer<float>>)Features : (ValueGetter<bool>)Label);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // an array is there at once, and so should its view be
        private void Features(ref VBuffer<float> value)
        {
            var editor = VBufferEditor.Create(ref value, view._width);
            view._values.AsSpan(_row * view._width, view._width).CopyTo(editor.Values);
            value = editor.Commit();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // an array is there at once, and so should its view be
        private void Label(ref bool value) => value = view._labels[_row];
    }
}
