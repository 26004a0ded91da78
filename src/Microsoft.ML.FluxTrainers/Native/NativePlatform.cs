// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a platform names native libraries, and its runtime identifier in torch's packages.</summary>
/// <param name="Rid">The runtime identifier, such as <c>linux-x64</c>.</param>
/// <param name="Prefix">What comes before a library's name.</param>
/// <param name="Suffix">What comes after it.</param>
internal sealed record NativePlatform(string Rid, string Prefix, string Suffix)
{
    public static NativePlatform Current { get; } = Of(RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant());

    /// <summary>The file of a library: torch_cpu is libtorch_cpu.so, torch_cpu.dll or libtorch_cpu.dylib.</summary>
    public string FileOf(string library) => $"{Prefix}{library}{Suffix}";

    private static NativePlatform Of(string architecture) =>
        OperatingSystem.IsWindows() ? new($"win-{architecture}", "", ".dll")
        : OperatingSystem.IsMacOS() ? new($"osx-{architecture}", "lib", ".dylib")
        : new($"linux-{architecture}", "lib", ".so");
}
