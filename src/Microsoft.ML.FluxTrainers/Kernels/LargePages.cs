// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Large arrays in the large pages of the processor, where the system gives them to those who ask.</summary>
/// <remarks>
/// New memory comes a page at a time, as it is first written: 4 KiB, for each of which the system is entered once, a small part of the work on
/// bare metal and nearly all of it in some virtual machines. Linux has pages of 2 MiB for memory that is advised so ("MADV_HUGEPAGE" in madvise(2); NumPy does it
/// for arrays from 4 MiB on). It is advice: elsewhere, and where it is refused, nothing changes.
/// </remarks>
internal static unsafe class LargePages
{
    private const int HugePage = 14;
    private const int BytesPerPage = 2 << 20;
    private static readonly delegate* unmanaged<void*, nuint, int, int> _advise = Find();

    /// <summary>An array whose numbers are to be written before they are read.</summary>
    /// <param name="length">Floats in it.</param>
    public static float[] Allocate(int length)
    {
        var array = GC.AllocateUninitializedArray<float>(length);
        Advise(MemoryMarshal.AsBytes(array.AsSpan()));
        return array;
    }

    private static void Advise(Span<byte> memory)
    {
        // The array may move in theory, though large ones never do unasked: then the advice is for memory that the runtime gives to others.
        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(memory));
        var first = (start + BytesPerPage - 1) & ~(nuint)(BytesPerPage - 1);
        var end = (start + (nuint)memory.Length) & ~(nuint)(BytesPerPage - 1);
        if (_advise != null && first < end)
        {
            _ = _advise((void*)first, end - first, HugePage);
        }
    }

    private static delegate* unmanaged<void*, nuint, int, int> Find() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "madvise", out var function)
            ? (delegate* unmanaged<void*, nuint, int, int>)function
            : null;
}
