// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Temporary files that leave nothing behind.</summary>
/// <remarks>
/// On Unix a file loses its name as soon as it is open: its bytes go with the process, even one that is killed. Windows removes it when its last handle is closed, which
/// it does for a killed process too. What a power failure or an odd file system leaves is removed by the next fit that spills to the folder: a file that can be opened for
/// oneself alone has no owner.
/// </remarks>
internal static class SpillFolder
{
    private const string Prefix = "FluxTrainers-";
    private const string Suffix = ".rows";
    private const int Attempts = 3;

    /// <summary>The folder, or that of the system.</summary>
    /// <exception cref="DirectoryNotFoundException">It does not exist.</exception>
    public static string Settle(string? folder)
    {
        var settled = folder ?? Path.GetTempPath();
        return Directory.Exists(settled)
            ? settled
            : throw new DirectoryNotFoundException($"The folder '{settled}' for training rows that do not stay in memory does not exist. Create it, or name another (DataLoading.Spill(folder)).");
    }

    /// <summary>Opens a new file.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public static Stream Open(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Suffix}");
            try
            {
                return Create(path);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Perhaps another process swept the folder just between the file's birth and its lock.
            }
        }
    }

    /// <summary>Removes the files that nobody has open.</summary>
    public static void Sweep(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}"))
        {
            try
            {
                new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // In use, or another user's.
            }
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // training rows are nobody else's business
        var file = new FileStream(path, options);
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A file system that cannot: it goes when it is closed.
        }

        return file;
    }
}
