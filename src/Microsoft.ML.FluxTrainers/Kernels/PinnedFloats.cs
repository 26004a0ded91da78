// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An array that does not move, with room past its end for kernels that read whole vectors.</summary>
internal sealed unsafe class PinnedFloats
{
    private readonly float[] _array;

    public PinnedFloats(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(checked(length + MatrixProduct.Slack), pinned: true);
    }

    /// <summary>The number of floats without the room past the end.</summary>
    public int Length { get; }

    /// <summary>The first float. It stays there as long as this object lives.</summary>
    public float* Start => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));

    /// <summary>The floats.</summary>
    public Span<float> Span => _array.AsSpan(0, Length);
}
