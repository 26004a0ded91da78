// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes files that are either whole or not there: under a temporary name, then renamed.</summary>
internal static class WholeFile
{
    /// <summary>What the temporary name ends in.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Replaces a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="isDurable">Whether the content is on the disk before the file gets its name.</param>
    public static void Write(string path, Action<Stream> write, bool isDurable)
    {
        var temporary = path + Unfinished;
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            write(stream);
            stream.Flush(isDurable);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
