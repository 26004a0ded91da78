// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Floats that do not move, with room past their end for kernels that read and write whole vectors: zeros, unless a kernel wrote there.</summary>
/// <remarks>They start at a multiple of 64 bytes: torch's kernels take other paths, which round otherwise, at other addresses,
/// so that equal seeds would give equal bits only by luck.</remarks>
internal sealed unsafe class PinnedFloats
{
    /// <summary>The most floats there can be.</summary>
    public const int MaxLength = 0x7FFFFFC7 - MatrixProduct.Slack - FloatsPerLine;

    private const int FloatsPerLine = 64 / sizeof(float);
    private readonly float[] _array;
    private readonly int _offset;

    public PinnedFloats(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(checked(length + MatrixProduct.Slack + FloatsPerLine), pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) / sizeof(float);
        _offset = (int)((FloatsPerLine - (start % FloatsPerLine)) % FloatsPerLine);
    }

    /// <summary>The number of floats without the room past the end.</summary>
    public int Length { get; }

    /// <summary>The first float. It stays there as long as this object lives.</summary>
    public float* Start => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array)) + _offset;

    /// <summary>The floats.</summary>
    public Span<float> Span => _array.AsSpan(_offset, Length);

    /// <summary>The array that they are part of, and where in it they start.</summary>
    public (float[] Array, int Start) Place => (_array, _offset);
}
