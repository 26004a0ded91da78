// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Loads one native library by its full path, or says why it cannot be loaded.</summary>
internal static class NativeLibraryFile
{
    /// <summary>Checks that a file is whole, then loads it.</summary>
    /// <exception cref="TorchNotAvailableException">The file is damaged or its needs are not met.</exception>
    public static void Load(string path)
    {
        Check(path);
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw LoadFailure.Explain(path, e);
        }
    }

    /// <summary>Checks that no part of a library is missing (ELF files only).</summary>
    /// <exception cref="TorchNotAvailableException">The file is damaged or cannot be read.</exception>
    public static void Check(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            ElfSegments.Read(path);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw LoadFailure.Damaged(path, e);
        }
    }
}
