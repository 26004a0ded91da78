// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Reads a vector.</summary>
internal sealed class VectorCell<T>(ValueGetter<VBuffer<T>> get) : Cell
{
    private VBuffer<T> _value;

    public override object Read()
    {
        get(ref _value);
        return typeof(T) == typeof(ReadOnlyMemory<char>)
            ? _value.DenseValues().Select(text => text!.ToString()).ToArray()
            : _value.DenseValues().ToArray();
    }
}
