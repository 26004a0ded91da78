// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Reads one value.</summary>
internal sealed class ScalarCell<T>(ValueGetter<T> get) : Cell
{
    private T _value = default!;

    public override object? Read()
    {
        get(ref _value);
        return _value is ReadOnlyMemory<char> text ? text.ToString() : _value;
    }
}
