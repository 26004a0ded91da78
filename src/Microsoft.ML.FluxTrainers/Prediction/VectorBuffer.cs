// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Buffered values of a column of vectors.</summary>
internal sealed class VectorBuffer<T>(DataViewRow input, DataViewSchema.Column column, int capacity) : ColumnBuffer
{
    private readonly ValueGetter<VBuffer<T>> _get = input.GetGetter<VBuffer<T>>(column);
    private readonly VBuffer<T>[] _values = new VBuffer<T>[capacity];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public override void Read(int slot) => _get(ref _values[slot]);

    public override Delegate Getter(Func<int> here) =>
        (ValueGetter<VBuffer<T>>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref VBuffer<T> value) => _values[here()].CopyTo(ref value));
}
