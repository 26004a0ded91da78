// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.RegularExpressions;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Turns what goes wrong while torch's natives are loaded into the true cause and its cure.</summary>
internal static partial class LoadFailure
{
    private const string NewerSystems = "Debian 12, Ubuntu 22.04, Fedora 36 or newer";

    public static TorchNotAvailableException MissingLibtorch(NativeLocator locator) => new(
        $"Torch's native libraries are not there: {locator.Platform.FileOf("torch_cpu")} is in none of {string.Join(", ", locator.Searched)}. "
        + $"Add the package that holds them to the application: {TorchPackages.AddCommand(locator.Platform)} "
        + $"(or, for all platforms: {TorchPackages.AddAllCommand}).");

    public static TorchNotAvailableException MissingTorchSharp(NativeLocator locator) => new(
        $"TorchSharp's native library is not there: {locator.Platform.FileOf("LibTorchSharp")} is in none of {string.Join(", ", locator.Searched)}. "
        + "It comes with the package: "
        + $"dotnet add package {TorchPackages.TorchSharp} --version {TorchPackages.TorchSharpVersion}, then dotnet restore.");

    public static TorchNotAvailableException WrongPlatform(string rid) => new(
        $"Torch has no native libraries for {rid}. On Linux they exist for linux-x64 with glibc only"
        + (rid.Contains("musl", StringComparison.Ordinal) || rid.Contains("alpine", StringComparison.Ordinal)
            ? ": musl (Alpine) cannot load them; use an image based on Debian or Ubuntu."
            : ".")
        + " Saved models can still be loaded and their schema read.");

    public static TorchNotAvailableException Damaged(string path, Exception cause) => new(
        $"The native library {path} is damaged: {cause.Message}. Delete {PackageOf(path)} and run dotnet restore and dotnet build again.",
        cause);

    /// <summary>Versions are missing that the library really uses.</summary>
    public static TorchNotAvailableException TooOld(string path, IEnumerable<NeededVersion> missing, SystemLibraries system) => new(
        $"{Path.GetFileName(path)} of TorchSharp {TorchPackages.TorchSharpVersion} needs "
        + $"{string.Join(", ", missing.Select(need => $"{need.Name} of {need.Library}"))}; "
        + $"this system has {system.NewestStandardLibraryVersion ?? "an unknown version"} ({system.StandardLibraryPath ?? "libstdc++.so.6"}) "
        + $"and glibc {system.Glibc?.ToString() ?? "of an unknown version"}. "
        + $"Use a newer system ({NewerSystems}); if only libstdc++ is too old, a newer libstdc++.so.6 in a folder on LD_LIBRARY_PATH will do.");

    public static TorchNotAvailableException MendingIsOff(string path, IEnumerable<NeededVersion> missing) => new(
        $"The shipped {path} needs {string.Join(", ", missing.Select(need => need.Name))}, which this system's libstdc++ lacks, and "
        + $"{NativeCache.Variable}={NativeCache.Off} forbids the mended copy that would do. Unset the variable, or use a newer system.");

    public static TorchNotAvailableException NoPlaceForCopy(string path, IReadOnlyList<Exception> causes) => new(
        $"A mended copy of {path} is needed on this system, but no folder takes it: {string.Join(" ", causes.Select(cause => cause.Message))} "
        + $"Set the environment variable {NativeCache.Variable} to a folder that can be written to and whose files may be executed.",
        causes[^1]);

    /// <summary>What the system's loader said about a file, in terms of what to do.</summary>
    public static TorchNotAvailableException Explain(string path, Exception error)
    {
        var said = error.Message;
        var cure = Cause(path, said);
        return new($"The native library {path} cannot be loaded: {cure} The system says: {said.Trim()}", error);
    }

    private static string Cause(string path, string said) => said switch
    {
        _ when MissingVersion().Match(said) is { Success: true } match =>
            $"it needs {match.Groups[1].Value}, which this system lacks (it has {SystemLibraries.Read().NewestStandardLibraryVersion} "
            + $"and glibc {SystemLibraries.Read().Glibc}). Use a newer system: {NewerSystems}.",
        _ when MissingLibrary().Match(said) is { Success: true } match => Install(match.Groups[1].Value),
        _ when said.Contains("failed to map segment", StringComparison.Ordinal) =>
            "files in its folder may not be executed (a noexec mount?). Move the application or the package cache.",
        _ when DamagedFile().IsMatch(said) =>
            $"it is damaged. Delete {PackageOf(path)} and run dotnet restore and dotnet build again.",
        _ => "see FluxRuntime.Diagnose() for what is there.",
    };

    private static string Install(string library) => library switch
    {
        _ when library.StartsWith("libgomp", StringComparison.Ordinal) =>
            $"{library} (GNU OpenMP) is missing. Install it: apt-get install libgomp1 (Debian, Ubuntu) or dnf install libgomp.",
        _ when library.StartsWith("libstdc++", StringComparison.Ordinal) =>
            $"{library} is missing. Install it: apt-get install libstdc++6 (Debian, Ubuntu) or dnf install libstdc++.",
        _ => $"{library}, which it needs, is missing beside it and on the system.",
    };

    // A file of the package cache lies in <package>/<version>/runtimes/<rid>/native.
    private static string PackageOf(string path)
    {
        var native = Path.GetDirectoryName(path)!;
        var runtimes = Path.GetDirectoryName(Path.GetDirectoryName(native));
        return Path.GetFileName(runtimes) == "runtimes" && Path.GetFileName(native) == "native"
            ? $"the folder {Path.GetDirectoryName(runtimes)}"
            : "the file";
    }

    [GeneratedRegex(@"version `([A-Z]+_[0-9.]+)' not found")]
    private static partial Regex MissingVersion();

    [GeneratedRegex(@"(lib[^\s:/]+): cannot open shared object file")]
    private static partial Regex MissingLibrary();

    [GeneratedRegex("file too short|invalid ELF header|cannot read file data|wrong ELF class|ELF load command")]
    private static partial Regex DamagedFile();
}
