// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Integers that do not move.</summary>
internal sealed unsafe class PinnedInts
{
    private readonly int[] _array;

    /// <summary>Computes them.</summary>
    /// <param name="length">How many.</param>
    /// <param name="value">Gives each by its place.</param>
    public PinnedInts(int length, Func<int, int> value)
    {
        _array = GC.AllocateUninitializedArray<int>(length, pinned: true);
        for (var i = 0; i < length; i++)
        {
            _array[i] = value(i);
        }
    }

    /// <summary>How many there are.</summary>
    public int Length => _array.Length;

    /// <summary>The first. It stays there as long as this object lives.</summary>
    public int* Start => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
}
