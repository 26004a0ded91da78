// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a process and its machine offer to the trainers, as <see cref="FluxRuntime.Diagnose"/> found it.</summary>
public sealed record RuntimeDiagnosis
{
    /// <summary>The version of this library.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>The .NET runtime, with its name.</summary>
    public required string DotNetVersion { get; init; }

    /// <summary>The version of the TorchSharp assembly.</summary>
    public required string TorchSharpVersion { get; init; }

    /// <summary>The version of libtorch that this TorchSharp is built for.</summary>
    public required string LibtorchVersion { get; init; }

    /// <summary>The operating system and its runtime identifier.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The version of glibc; null where there is none (musl, Windows, macOS).</summary>
    public string? GlibcVersion { get; init; }

    /// <summary>The newest version that libstdc++ offers, such as <c>GLIBCXX_3.4.30</c>; null where it is not known.</summary>
    public string? LibstdcxxVersion { get; init; }

    /// <summary>The devices that torch can use: <c>cpu</c> and one entry for each CUDA device; empty where torch does not work.</summary>
    public required ValueList<string> Devices { get; init; }

    /// <summary>The GPUs that NVIDIA's driver knows, whether torch can use them or not.</summary>
    public required ValueList<string> Gpus { get; init; }

    /// <summary>Torch's native libraries in the order of loading; empty where they could not be loaded.</summary>
    public required ValueList<NativeFile> NativeFiles { get; init; }

    /// <summary>Whether torch works.</summary>
    public bool TorchWorks => Error is null;

    /// <summary>Why torch does not work and what to do; null where it works.</summary>
    public string? Error { get; init; }

    /// <summary>The report as lines of text.</summary>
    public override string ToString()
    {
        List<string> lines =
        [
            $"FluxTrainers {LibraryVersion}, TorchSharp {TorchSharpVersion}, libtorch {LibtorchVersion}, {DotNetVersion}",
            $"System: {OperatingSystem}, glibc {GlibcVersion ?? "none"}, libstdc++ {LibstdcxxVersion ?? "unknown"}",
            TorchWorks ? $"Torch works on: {string.Join(", ", Devices)}" : $"Torch does not work: {Error}",
        ];
        if (Gpus.Count > 0 && !Devices.Any(device => device.StartsWith("cuda", StringComparison.Ordinal)))
        {
            lines.Add($"Not used: {string.Join(", ", Gpus)}. Reference TorchSharp-cuda-linux or TorchSharp-cuda-windows for it.");
        }

        lines.AddRange(NativeFiles.Select(file => $"  {file}"));
        return string.Join(Environment.NewLine, lines);
    }
}
