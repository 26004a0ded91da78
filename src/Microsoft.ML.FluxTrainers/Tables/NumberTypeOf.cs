// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Values of one .NET type that are read as numbers.</summary>
internal sealed class NumberType<T>(string name, PrimitiveDataViewType type, Func<T, float> convert) : NumberType(name, type)
{
    public override ColumnReader Scalar(DataViewRow row, DataViewSchema.Column column) => new ScalarReader(row.GetGetter<T>(column), convert);

    public override ColumnReader Vector(DataViewRow row, DataViewSchema.Column column) => new VectorReader(row, column, convert);

    private sealed class ScalarReader(ValueGetter<T> get, Func<T, float> convert) : ColumnReader
    {
        private T _value = default!;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
        public override string? Read(Span<float> slots)
        {
            get(ref _value);
            slots[0] = convert(_value);
            return null;
        }
    }

    private sealed class VectorReader(DataViewRow row, DataViewSchema.Column column, Func<T, float> convert) : ColumnReader
    {
        private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(column);
        private VBuffer<T> _vector;

        public override bool IsSparse => !_vector.IsDense;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
        public override string? Read(Span<float> slots)
        {
            _get(ref _vector);
            slots.Clear();
            if (_vector.Length != slots.Length)
            {
                return FormattableString.Invariant(
                    $"Column '{column.Name}' holds {_vector.Length} features in row {row.Position}, but its type says {slots.Length}.");
            }

            if (typeof(T) == typeof(float) && _vector.IsDense)
            {
                Unsafe.As<VBuffer<T>, VBuffer<float>>(ref _vector).GetValues().CopyTo(slots); // nothing to convert
                return null;
            }

            var values = _vector.GetValues();
            var indices = _vector.GetIndices();
            for (var i = 0; i < values.Length; i++)
            {
                slots[_vector.IsDense ? i : indices[i]] = convert(values[i]);
            }

            return null;
        }
    }
}
