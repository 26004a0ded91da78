// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Security.Cryptography;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A folder with mended copies, each under the hash of its original.</summary>
/// <remarks>Any number of threads and processes may place the same copy at once: each writes a file of its own and renames it over the
/// last one, so that a reader sees a whole file or none, and a library that is loaded is never written to.</remarks>
/// <param name="folder">The folder; it is made when first needed, for this user alone.</param>
internal sealed class NativeCache(string folder)
{
    /// <summary>The environment variable that names the folder; <see cref="Off"/> forbids mended copies.</summary>
    public const string Variable = "FLUXTRAINERS_NATIVE_CACHE";

    public const string Off = "off";

    public string Folder => folder;

    /// <summary>Whether the environment forbids mended copies.</summary>
    public static bool IsOff => string.Equals(Environment.GetEnvironmentVariable(Variable), Off, StringComparison.OrdinalIgnoreCase);

    /// <summary>The cache that the environment asks for, or null where it asks for none or names no home to keep one in.</summary>
    public static NativeCache? ForThisUser()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return IsOff ? null : new NativeCache(Path.GetFullPath(named));
        }

        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.IsPathFullyQualified(caches ?? "") ? new NativeCache(Path.Combine(caches!, "fluxtrainers"))
            : home.Length > 0 ? new NativeCache(Path.Combine(home, ".cache", "fluxtrainers"))
            : null;
    }

    public static string KeyOf(byte[] original) => Convert.ToHexString(SHA256.HashData(original));

    /// <summary>The path of a file with the given content; it is written only where it is not there yet or differs.</summary>
    /// <param name="key">The hash of the original.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The mended copy.</param>
    /// <exception cref="IOException">The folder cannot be written to, or what was written is not what is read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public string Place(string key, string name, byte[] content)
    {
        var target = Path.Combine(folder, key, name);
        if (Holds(target, content))
        {
            return target;
        }

        CreateFolder(Path.GetDirectoryName(target)!);
        var draft = $"{target}.{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }

        return Holds(target, content)
            ? target
            : throw new IOException($"The file {target} does not hold what was written to it.");
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static bool Holds(string path, byte[] content) =>
        File.Exists(path) && SHA256.HashData(File.ReadAllBytes(path)).AsSpan().SequenceEqual(SHA256.HashData(content));
}
