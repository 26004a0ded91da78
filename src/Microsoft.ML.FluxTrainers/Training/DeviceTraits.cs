// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What training does on a device because of what it is. Tests do on the CPU what is done on a GPU.</summary>
/// <param name="KeepsRows">Whether the training rows are kept on the device where they fit.</param>
/// <param name="IsApart">Whether the device has memory of its own, so that vectors and dropout masks are made there, and a step waits for none of it.</param>
/// <param name="FreeBytes">How many bytes are free there, or null where that is not known.</param>
internal sealed record DeviceTraits(bool KeepsRows, bool IsApart, Func<long?> FreeBytes)
{
    /// <summary>The traits of a settled device.</summary>
    public static DeviceTraits Of(Device device) => device.Kind == DeviceKind.Cuda
        ? new DeviceTraits(KeepsRows: true, IsApart: true, () => CudaDriver.FreeBytes(device.Index))
        : new DeviceTraits(KeepsRows: false, IsApart: false, () => null);
}
