// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Lets the C library keep the memory that torch frees, for the next step of a training.</summary>
/// <remarks>
/// A step frees the activations of a batch and takes as many again. The allocator of glibc gives each block above a threshold back to
/// the system, which hands out zeroed pages the next time: up to half of the time of a convolutional network's step. The threshold is at
/// first 128 KiB; it moves up to the size of the largest block that was ever freed, 32 MiB at most ("M_MMAP_THRESHOLD" in mallopt(3)), and
/// that for giving back free memory at the heap's end to twice as much. So one block, freed untouched, is all it takes, and means
/// nothing to other C libraries. The price is that up to 64 MiB stay with the process for later use.
/// </remarks>
internal static unsafe class NativeHeap
{
    private const nuint LargestThatCounts = (32 << 20) - (64 << 10); // with its header and whole pages still below 32 MiB

    /// <summary>Moves the thresholds up. To be done once.</summary>
    public static void KeepFreedMemory() => NativeMemory.Free(NativeMemory.Alloc(LargestThatCounts));
}
