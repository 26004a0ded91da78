// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Values of one .NET type that are read as numbers.</summary>
/// <param name="name">The name in a saved model.</param>
/// <param name="type">ML.NET's type.</param>
/// <param name="convert">To a number.</param>
/// <param name="largeFrom">The magnitude from which a Single loses what the type tells.</param>
internal sealed class NumberType<T>(string name, PrimitiveDataViewType type, Func<T, double> convert, double largeFrom = double.PositiveInfinity) : NumberType(name, type)
{
    public override ColumnReader Scalar(DataViewRow row, DataViewSchema.Column column, double? origin) =>
        new ScalarReader(row.GetGetter<T>(column), convert, largeFrom, origin);

    public override ColumnReader Vector(DataViewRow row, DataViewSchema.Column column) => new VectorReader(row, column, convert);

    private sealed class ScalarReader(ValueGetter<T> get, Func<T, double> convert, double largeFrom, double? origin) : ColumnReader
    {
        private T _value = default!;
        private double _origin = origin ?? 0;
        private bool _isSettled = origin is not null;

        public override double Origin => _origin;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
        public override string? Read(Span<float> slots)
        {
            get(ref _value);
            var number = convert(_value);
            if (!_isSettled && double.IsFinite(number))
            {
                _isSettled = true;
                _origin = Math.Abs(number) >= largeFrom ? number : 0;
            }

            slots[0] = (float)(number - _origin);
            return null;
        }
    }

    private sealed class VectorReader(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert) : ColumnReader
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
                slots[_vector.IsDense ? i : indices[i]] = (float)convert(values[i]);
            }

            return null;
        }
    }
}
