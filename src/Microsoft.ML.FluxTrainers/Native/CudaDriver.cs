// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Asks NVIDIA's driver for the names of the GPUs, which TorchSharp does not tell.</summary>
/// <remarks>The driver and torch count the GPUs in the same order, and both follow CUDA_VISIBLE_DEVICES.</remarks>
internal static unsafe class CudaDriver
{
    private const int NameSize = 256;

    /// <summary>The names in the driver's order; none where there is no driver or no GPU.</summary>
    public static IReadOnlyList<string> DeviceNames()
    {
        var names = new List<string>();
        int count;
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var driver)
            || !NativeLibrary.TryGetExport(driver, "cuInit", out var init)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGetCount", out var getCount)
            || !NativeLibrary.TryGetExport(driver, "cuDeviceGetName", out var getName)
            || ((delegate* unmanaged<uint, int>)init)(0) != 0
            || ((delegate* unmanaged<int*, int>)getCount)(&count) != 0)
        {
            return names;
        }

        var text = stackalloc byte[NameSize];
        for (var device = 0; device < count; device++) // a device's handle is its number
        {
            var known = ((delegate* unmanaged<byte*, int, int, int>)getName)(text, NameSize, device) == 0;
            names.Add(known ? Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)) : "unknown GPU");
        }

        return names;
    }
}
