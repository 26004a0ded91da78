// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The native libraries that this process has loaded (Linux only; elsewhere none is seen).</summary>
internal static class LoadedLibraries
{
    private const string Maps = "/proc/self/maps";

    /// <summary>The path of the first loaded library whose file name starts with a text, or null.</summary>
    public static string? Find(string nameStart)
    {
        if (!File.Exists(Maps))
        {
            return null;
        }

        return File.ReadLines(Maps)
            .Select(line => line.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? line[at..] : "")
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith(nameStart, StringComparison.Ordinal));
    }
}
