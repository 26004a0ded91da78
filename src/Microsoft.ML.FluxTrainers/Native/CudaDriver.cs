// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Asks NVIDIA's driver for what TorchSharp does not tell: the names of the GPUs and their free memory.</summary>
/// <remarks>The driver and torch count the GPUs in the same order, and both follow CUDA_VISIBLE_DEVICES.</remarks>
internal static unsafe class CudaDriver
{
    private const int NameSize = 256;

    /// <summary>The names in the driver's order; none where there is no driver or no GPU.</summary>
    public static IReadOnlyList<string> DeviceNames()
    {
        var names = new List<string>();
        int count;
        if (!TryLoad(out var driver)
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

    /// <summary>How many bytes of a GPU's memory no one has taken, or null where the driver does not tell.</summary>
    /// <param name="device">The GPU's number, on which this process must have a context: torch has made one with its first tensor there.</param>
    /// <remarks>What torch has taken and keeps for later tensors counts as taken.</remarks>
    public static long? FreeBytes(int device)
    {
        nint context;
        if (!TryLoad(out var driver)
            || !NativeLibrary.TryGetExport(driver, "cuDevicePrimaryCtxRetain", out var retain)
            || !NativeLibrary.TryGetExport(driver, "cuDevicePrimaryCtxRelease_v2", out var release)
            || !NativeLibrary.TryGetExport(driver, "cuCtxPushCurrent_v2", out var push)
            || !NativeLibrary.TryGetExport(driver, "cuCtxPopCurrent_v2", out var pop)
            || !NativeLibrary.TryGetExport(driver, "cuMemGetInfo_v2", out var getInfo)
            || ((delegate* unmanaged<nint*, int, int>)retain)(&context, device) != 0)
        {
            return null;
        }

        // The driver tells of the context that is current on this thread, which torch may have left at another GPU's.
        nuint free = 0;
        nuint total = 0;
        var isKnown = ((delegate* unmanaged<nint, int>)push)(context) == 0;
        if (isKnown)
        {
            isKnown = ((delegate* unmanaged<nuint*, nuint*, int>)getInfo)(&free, &total) == 0;
            ((delegate* unmanaged<nint*, int>)pop)(&context);
        }

        ((delegate* unmanaged<int, int>)release)(device);
        return isKnown ? (long)free : null;
    }

    private static bool TryLoad(out nint driver) =>
        NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out driver);
}
