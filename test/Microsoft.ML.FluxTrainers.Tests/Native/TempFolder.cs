// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A folder of a test's own, deleted with all it holds at the end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fluxtrainers-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, with the folders above it, and returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    /// <summary>Fills a folder with links to all files of another folder and of those below it.</summary>
    public string Mirror(string name, string original)
    {
        foreach (var file in Directory.GetFiles(original, "*", SearchOption.AllDirectories))
        {
            var link = System.IO.Path.Combine(this[name], System.IO.Path.GetRelativePath(original, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, file);
        }

        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
