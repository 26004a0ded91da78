// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the system's C and C++ libraries offer (Linux only; elsewhere everything counts as offered).</summary>
internal sealed class SystemLibraries
{
    private const string StandardLibrary = "libstdc++.so.6";
    private const string GlibcPrefix = "GLIBC_";
    private const string GlibcxxPrefix = "GLIBCXX_";
    private readonly IReadOnlySet<string>? _standardLibraryVersions;

    private SystemLibraries(Version? glibc, string? path, IReadOnlySet<string>? versions)
    {
        Glibc = glibc;
        StandardLibraryPath = path;
        _standardLibraryVersions = versions;
    }

    /// <summary>The version of glibc, or null where there is none (musl, Windows, macOS).</summary>
    public Version? Glibc { get; }

    /// <summary>The file of libstdc++ that this process uses, or null where it has none.</summary>
    public string? StandardLibraryPath { get; }

    /// <summary>The newest GLIBCXX version of libstdc++, such as GLIBCXX_3.4.30, or null where it is not known.</summary>
    public string? NewestStandardLibraryVersion => _standardLibraryVersions?
        .Where(name => name.StartsWith(GlibcxxPrefix, StringComparison.Ordinal))
        .MaxBy(name => Version.TryParse(name.AsSpan(GlibcxxPrefix.Length), out var version) ? version : new Version(0, 0));

    public static SystemLibraries Read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return new SystemLibraries(null, null, null);
        }

        NativeLibrary.TryLoad(StandardLibrary, out _); // so that the one that torch will get is among the loaded ones
        var path = LoadedLibraries.Find(StandardLibrary);
        return new SystemLibraries(ReadGlibc(), path, path is null ? null : ReadVersions(path));
    }

    /// <summary>Whether the system has a version; where that cannot be known, the loader shall decide.</summary>
    public bool Offers(NeededVersion need)
    {
        if (need.Library == StandardLibrary)
        {
            return _standardLibraryVersions?.Contains(need.Name) ?? true;
        }

        return Glibc is null
            || !need.Name.StartsWith(GlibcPrefix, StringComparison.Ordinal)
            || !Version.TryParse(need.Name.AsSpan(GlibcPrefix.Length), out var version)
            || version <= Glibc;
    }

    private static unsafe Version? ReadGlibc()
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out var library)
            || !NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out var function))
        {
            return null;
        }

        var text = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)function)());
        return Version.TryParse(text, out var version) ? version : null;
    }

    private static IReadOnlySet<string>? ReadVersions(string path)
    {
        try
        {
            return ElfVersionDefinitions.Read(new ElfImage(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
