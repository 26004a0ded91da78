// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.CodeAnalysis;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Assemblies for the compiler: those of this process.</summary>
internal static class References
{
    /// <summary>Everything that the tests themselves run on, the library included.</summary>
    public static IEnumerable<string> Paths { get; } =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    /// <summary>The same for the compiler.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } = [.. Paths.Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>What the library is compiled against: the friend copies that its build made of two ML.NET assemblies.</summary>
    public static IEnumerable<MetadataReference> OfLibrary()
    {
        var objects = Repository.PathOf("src", "Microsoft.ML.FluxTrainers", "obj", Repository.Configuration, "net10.0", "mlnet-friend");
        var friends = Directory.GetFiles(objects, "*.dll", SearchOption.AllDirectories)
            .GroupBy(Path.GetFileName)
            .ToDictionary(copies => copies.Key!, copies => copies.MaxBy(File.GetLastWriteTimeUtc)!);
        return Paths
            .Where(path => Path.GetFileName(path) != "Microsoft.ML.FluxTrainers.dll")
            .Select(path => MetadataReference.CreateFromFile(friends.GetValueOrDefault(Path.GetFileName(path), path)));
    }
}
