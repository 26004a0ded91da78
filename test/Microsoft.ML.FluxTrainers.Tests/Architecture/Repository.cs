// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The files of the repository that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of FluxTrainers.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>"Debug" or "Release": how the tests, and the library with them, were built.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(TestContext.CurrentContext.TestDirectory).Parent!.Name;

    /// <summary>The full path of a file.</summary>
    /// <param name="parts">The folders and the name, below the root.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var start = TestContext.CurrentContext.TestDirectory;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FluxTrainers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no FluxTrainers.sln above {start}.");
    }
}
