// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tells the processor what will be read soon; without effect on what is computed.</summary>
internal static unsafe class CacheHint
{
    private const int FloatsPerLine = 64 / sizeof(float);

    /// <summary>Asks for numbers to be brought into the nearest cache. Only x86 has an instruction for it that .NET knows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WillRead(ReadOnlySpan<float> values)
    {
        if (!Sse.IsSupported || values.IsEmpty)
        {
            return;
        }

        ref var first = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < values.Length; i += FloatsPerLine)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, i))); // an address that moves meanwhile is a useless hint, no more
        }

        Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref first, values.Length - 1))); // rows begin anywhere in a line
    }
}
