// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Loads a mended copy: from the user's cache, or from a temporary folder where the cache cannot be used.</summary>
internal static class MendedLibrary
{
    /// <summary>Places the copy and loads it.</summary>
    /// <param name="shipped">The file as shipped; it is never changed.</param>
    /// <param name="original">Its content.</param>
    /// <param name="mended">The content to load instead.</param>
    /// <param name="cache">Where copies are kept, or null.</param>
    /// <exception cref="TorchNotAvailableException">No folder can be used.</exception>
    public static NativeFile Load(NativeFile shipped, byte[] original, byte[] mended, NativeCache? cache)
    {
        var failures = new List<Exception>();
        return (cache is null ? null : Try(() => FromCache(shipped, original, mended, cache), failures))
            ?? Try(() => FromTemporaryFolder(shipped, mended), failures)
            ?? throw LoadFailure.NoPlaceForCopy(shipped.Path, failures);
    }

    private static NativeFile? Try(Func<NativeFile> load, List<Exception> failures)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TorchNotAvailableException)
        {
            failures.Add(e);
            return null;
        }
    }

    private static NativeFile FromCache(NativeFile shipped, byte[] original, byte[] mended, NativeCache cache)
    {
        var path = cache.Place(NativeCache.KeyOf(original), shipped.Name, mended);
        NativeLibraryFile.Load(path);
        return shipped with { Path = path, IsMended = true };
    }

    // Deleted as soon as it is loaded, which leaves the mapping as it is: else every process would leave a folder behind.
    private static NativeFile FromTemporaryFolder(NativeFile shipped, byte[] mended)
    {
        var folder = Directory.CreateTempSubdirectory("fluxtrainers-");
        try
        {
            var path = Path.Combine(folder.FullName, shipped.Name);
            File.WriteAllBytes(path, mended);
            NativeLibraryFile.Load(path);
            return shipped with { Path = path, Source = $"{shipped.Source}, temporary and deleted once loaded", IsMended = true };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
