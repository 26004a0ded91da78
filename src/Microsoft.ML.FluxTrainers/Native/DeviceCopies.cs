// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>From the memory of this process to a device.</summary>
internal static class DeviceCopies
{
    /// <summary>A tensor in the memory of this process as one on a device: itself where that is the CPU.</summary>
    /// <remarks>A GPU copies by itself from memory that cannot be swapped out, and torch keeps such memory until that is done: so the original may be changed at once, and nothing waits.</remarks>
    public static torch.Tensor CopyTo(this torch.Tensor host, torch.Device device) =>
        device.type == DeviceType.CUDA ? host.pin_memory().to(device, non_blocking: true) : host.to(device);
}
