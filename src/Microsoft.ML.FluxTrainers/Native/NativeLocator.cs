// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.


namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds native files: beside the application first, then in the package cache.</summary>
/// <param name="platform">The platform whose files are wanted.</param>
/// <param name="folders">Folders that may hold the files themselves, in order.</param>
/// <param name="packageRoots">Folders that may hold packages, in order.</param>
internal sealed class NativeLocator(
    NativePlatform platform, IReadOnlyList<NativeFolder> folders, IReadOnlyList<NativeFolder> packageRoots)
{
    /// <summary>The key in runtimeconfig.json under which build/TorchBackend.props leaves the folder of the packages.</summary>
    public const string PackageRootOption = "Microsoft.ML.FluxTrainers.PackageRoot";

    public NativePlatform Platform => platform;

    /// <summary>The folders that were searched, for a message.</summary>
    public IEnumerable<string> Searched => folders.Concat(packageRoots).Select(folder => folder.Path);

    public static NativeLocator ForThisProcess()
    {
        var platform = NativePlatform.Current;
        var native = Path.Combine("runtimes", platform.Rid, "native");
        List<NativeFolder> folders =
        [
            new(AppContext.BaseDirectory, "application folder"),
            new(Path.Combine(AppContext.BaseDirectory, native), "application folder"),
            .. Split("NATIVE_DLL_SEARCH_DIRECTORIES", AppContext.GetData, "native search path of the host"),
            .. Split("LD_LIBRARY_PATH", Environment.GetEnvironmentVariable, "LD_LIBRARY_PATH"),
        ];
        List<NativeFolder> packageRoots =
        [
            .. Split(PackageRootOption, AppContext.GetData, "package cache named in runtimeconfig.json"),
            .. Split("NUGET_PACKAGES", Environment.GetEnvironmentVariable, "package cache"),
        ];
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NUGET_PACKAGES")))
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            packageRoots.AddRange(home.Length > 0 ? [new(Path.Combine(home, ".nuget", "packages"), "package cache")] : []); // without one, never in the current folder
        }

        return new NativeLocator(platform, Distinct(folders), Distinct(packageRoots));
    }

    /// <summary>A library of TorchSharp's own package, or null.</summary>
    public NativeFile? FindTorchSharp() => Find("LibTorchSharp", TorchPackages.TorchSharp, TorchPackages.TorchSharpVersion);

    /// <summary>A library of the libtorch package, or null.</summary>
    public NativeFile? FindLibtorch() => Find("torch_cpu", TorchPackages.Libtorch(platform), TorchPackages.LibtorchVersion);

    private NativeFile? Find(string library, string package, string version)
    {
        var name = platform.FileOf(library);
        var inPackage = Path.Combine(package.ToLowerInvariant(), version, "runtimes", platform.Rid, "native");
        return folders.Concat(packageRoots.Select(root => root with { Path = Path.Combine(root.Path, inPackage) }))
            .Select(folder => new NativeFile(name, Path.Combine(folder.Path, name), folder.Source, IsMended: false))
            .FirstOrDefault(file => File.Exists(file.Path));
    }

    private static IEnumerable<NativeFolder> Split(string key, Func<string, object?> read, string source) =>
        (read(key) as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => new NativeFolder(path, source));

    private static List<NativeFolder> Distinct(IEnumerable<NativeFolder> folders) =>
        [.. folders.DistinctBy(folder => Path.TrimEndingDirectorySeparator(folder.Path))];
}
