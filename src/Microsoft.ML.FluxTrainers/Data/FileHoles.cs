// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Gives a part of a file back to the disk while the rest stays where it is ("FALLOC_FL_PUNCH_HOLE" in fallocate(2)).</summary>
/// <remarks>Linux has it. Elsewhere, and on file systems that cannot, the part stays.</remarks>
internal static partial class FileHoles
{
    private const int KeepSize = 1;
    private const int PunchHole = 2;

    /// <summary>Gives bytes back; from then on they are zeros.</summary>
    public static void Punch(SafeFileHandle file, long start, long bytes)
    {
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess) // where an offset has 64 bits
        {
            _ = Allocate(file, KeepSize | PunchHole, start, bytes);
        }
    }

    [LibraryImport("libc", EntryPoint = "fallocate")]
    private static partial int Allocate(SafeFileHandle file, int mode, long start, long bytes);
}
