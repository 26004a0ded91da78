// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Buffered values of a column of single values.</summary>
internal sealed class ScalarBuffer<T>(DataViewRow input, DataViewSchema.Column column, int capacity) : ColumnBuffer
{
    private readonly ValueGetter<T> _get = input.GetGetter<T>(column);
    private readonly T[] _values = new T[capacity];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public override void Read(int slot) => _get(ref _values[slot]);

    public override Delegate Getter(Func<int> here) => (ValueGetter<T>)([MethodImpl(MethodImplOptions.AggressiveOptimization)] (ref T value) => value = _values[here()]);
}
