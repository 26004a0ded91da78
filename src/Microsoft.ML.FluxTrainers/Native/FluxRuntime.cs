// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What this process and machine offer to the trainers.</summary>
public static class FluxRuntime
{
    /// <summary>Reports versions, devices and native libraries, and whether torch works. It loads torch's natives if they are not loaded.</summary>
    /// <returns>The report; its text form is meant to be read, or pasted into a bug report.</returns>
    /// <remarks>It never throws: where torch is missing, the report says so.</remarks>
    public static RuntimeDiagnosis Diagnose()
    {
        var result = Try(() => TorchNative.Result, e => new TorchLoadResult([], new TorchNotAvailableException(e.Message, e)));
        var system = Try<SystemLibraries?>(SystemLibraries.Read, _ => null);
        var gpus = Try(CudaDriver.DeviceNames, _ => []);
        return new RuntimeDiagnosis
        {
            LibraryVersion = typeof(FluxRuntime).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
            DotNetVersion = RuntimeInformation.FrameworkDescription,
            TorchSharpVersion = Try(() => TorchPackages.TorchSharpVersion, _ => "missing"),
            LibtorchVersion = Try(() => TorchPackages.LibtorchVersion, _ => "unknown"),
            OperatingSystem = $"{RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})",
            GlibcVersion = system?.Glibc?.ToString(),
            LibstdcxxVersion = system?.NewestStandardLibraryVersion,
            Devices = result.Error is null ? ["cpu", .. Try(() => CudaDevices(gpus), _ => [])] : [],
            Gpus = [.. gpus],
            NativeFiles = [.. result.Files],
            Error = result.Error?.Message,
        };
    }

    private static IEnumerable<string> CudaDevices(IReadOnlyList<string> gpus) =>
        [.. Enumerable.Range(0, torch.cuda.is_available() ? torch.cuda.device_count() : 0)
            .Select(i => i < gpus.Count ? $"cuda:{i} ({gpus[i]})" : $"cuda:{i}")];

    private static T Try<T>(Func<T> read, Func<Exception, T> otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception e)
        {
            return otherwise(e);
        }
    }
}
