// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Loads torch's natives by full path before TorchSharp looks for them; it then finds them by name, as they are loaded.</summary>
internal static class TorchLoader
{
    /// <summary>Loads what is needed on this platform and tells which files were taken.</summary>
    /// <exception cref="TorchNotAvailableException">They cannot be loaded.</exception>
    public static IReadOnlyList<NativeFile> Load(NativeLocator locator) =>
        OperatingSystem.IsLinux() ? LoadOnLinux(locator) : LoadElsewhere(locator);

    private static IReadOnlyList<NativeFile> LoadOnLinux(NativeLocator locator)
    {
        var name = locator.Platform.FileOf("LibTorchSharp");
        if (LoadedLibraries.Find(name) is { } loaded)
        {
            return [new NativeFile(name, loaded, "loaded before by the application", IsMended: false)];
        }

        if (locator.Platform.Rid != "linux-x64" || SystemLibraries.Read().Glibc is null)
        {
            throw LoadFailure.WrongPlatform(RuntimeInformation.RuntimeIdentifier);
        }

        var libtorch = locator.FindLibtorch() ?? throw LoadFailure.MissingLibtorch(locator);
        var torchSharp = locator.FindTorchSharp() ?? throw LoadFailure.MissingTorchSharp(locator);
        var files = InOrder(libtorch, "libgomp*.so*", "libc10.so", libtorch.Name, "libtorch.so").ToList();
        foreach (var file in files)
        {
            NativeLibraryFile.Load(file.Path);
        }

        return [.. files, LoadTorchSharp(torchSharp)];
    }

    private static NativeFile LoadTorchSharp(NativeFile shipped)
    {
        var original = Read(shipped.Path);
        var system = SystemLibraries.Read();
        var mending = Examine(shipped.Path, original, system);
        if (NativeLibrary.TryLoad(shipped.Path, out _))
        {
            return shipped;
        }

        if (mending.Blocking.Count > 0)
        {
            throw LoadFailure.TooOld(shipped.Path, mending.Blocking, system);
        }

        if (mending.Bytes is not { } mended)
        {
            NativeLibraryFile.Load(shipped.Path); // for the loader's own words
            return shipped;
        }

        return NativeCache.IsOff
            ? throw LoadFailure.MendingIsOff(shipped.Path, mending.Renamed.Select(pair => pair.Missing))
            : MendedLibrary.Load(shipped, original, mended, NativeCache.ForThisUser());
    }

    // TorchSharp finds files beside the application by itself; those of the package cache it would first copy. Windows finds a loaded
    // library by its name, as Linux does; neither Windows nor macOS could be tried.
    private static List<NativeFile> LoadElsewhere(NativeLocator locator)
    {
        if (locator.FindLibtorch() is not { } libtorch || locator.FindTorchSharp() is not { } torchSharp)
        {
            return [];
        }

        var platform = locator.Platform;
        List<NativeFile> files = [.. InOrder(libtorch, platform.FileOf("c10"), libtorch.Name, platform.FileOf("torch")), torchSharp];
        foreach (var file in files.Where(file => file.Source.Contains("package cache", StringComparison.Ordinal)))
        {
            NativeLibraryFile.Load(file.Path);
        }

        return files;
    }

    private static IEnumerable<NativeFile> InOrder(NativeFile libtorch, params string[] patterns) =>
        from pattern in patterns
        from path in Directory.GetFiles(Path.GetDirectoryName(libtorch.Path)!, pattern).Order(StringComparer.Ordinal)
        select libtorch with { Name = Path.GetFileName(path), Path = path };

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LoadFailure.Damaged(path, e);
        }
    }

    private static ElfMending Examine(string path, byte[] original, SystemLibraries system)
    {
        try
        {
            return ElfMender.Examine(original, system.Offers);
        }
        catch (InvalidDataException e)
        {
            throw LoadFailure.Damaged(path, e);
        }
    }
}
