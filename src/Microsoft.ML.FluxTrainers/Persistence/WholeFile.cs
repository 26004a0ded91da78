// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>What the name of a file ends in that is not whole.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Writes a temporary file beside the path and renames it: a reader, or a crash, never meets half of it. A device, such as /dev/null or /dev/stdout, is written to.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var whole = Path.GetFullPath(Guard.NotEmpty(path, nameof(path)));
        if (IsDevice(whole))
        {
            using var device = new FileStream(whole, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(device);
            return;
        }

        var folder = Path.GetDirectoryName(whole)!;
        Directory.CreateDirectory(folder);
        Write(whole, Path.Combine(folder, $".{Guid.NewGuid():N}{Unfinished}"), write, isDurable: false);
    }

    /// <summary>The same in a folder that nobody else writes to: the content is on the disk before the file gets its name, and the name when this returns.</summary>
    public static void WriteDurably(string path, Action<Stream> write)
    {
        Write(path, path + Unfinished, write, isDurable: true);
        FolderEntries.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>The same, with the temporary file in a folder of its own on the same disk: a crash leaves nothing beside the path.</summary>
    public static void Write(string path, string temporaryFolder, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(temporaryFolder);
        Write(path, Path.Combine(temporaryFolder, $"{Guid.NewGuid():N}{Unfinished}"), write, isDurable: true);
    }

    // Whoever may do everything, as in most containers, would put a file in its place, for all programs of the machine.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && path.StartsWith("/dev/", StringComparison.Ordinal)
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal) // files in memory
        && File.Exists(path);

    private static void Write(string path, string temporary, Action<Stream> write, bool isDurable)
    {
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(isDurable);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
