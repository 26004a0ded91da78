// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A part of an ELF file as the loader maps it.</summary>
/// <param name="Kind">The p_type: 1 is loaded, 2 is the dynamic table.</param>
/// <param name="Offset">Where it starts in the file, in bytes.</param>
/// <param name="Address">Where it starts in memory, relative to the load address.</param>
/// <param name="Size">Its size in the file, in bytes.</param>
internal readonly record struct ElfSegment(uint Kind, ulong Offset, ulong Address, ulong Size)
{
    public const uint Loaded = 1;
    public const uint Dynamic = 2;
}
