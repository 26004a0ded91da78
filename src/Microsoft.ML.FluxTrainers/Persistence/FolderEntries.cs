// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The entries of a folder as something that can be flushed to the disk: a file's new name is one, and is not on the disk yet when its content is.</summary>
/// <remarks>.NET opens no folders, so the system does. Windows offers nothing like it: NTFS writes its journal of names on its own.</remarks>
internal static partial class FolderEntries
{
    private const int ReadOnly = 0;

    /// <summary>Waits until the disk has them.</summary>
    /// <returns>Whether it was asked to: not on Windows, nor where a file system does not let folders be opened.</returns>
    public static bool Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        using var handle = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid)
        {
            return false;
        }

        RandomAccess.FlushToDisk(handle);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
