// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>What the name of a file ends in that is not whole.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Writes a temporary file beside the path and renames it: a reader, or a crash, never meets half of it.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var whole = Path.GetFullPath(Guard.NotEmpty(path, nameof(path)));
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
