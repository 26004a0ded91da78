// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Settles which device is used.</summary>
internal static class DeviceChoice
{
    /// <summary>The device to use: never <see cref="Device.Auto"/>.</summary>
    /// <param name="wanted">What the options say. An explicit device wins and never falls back.</param>
    /// <param name="gpuDeviceId">The GPU that the MLContext names, if any.</param>
    /// <param name="fallbackToCpu">Whether the CPU may stand in for it.</param>
    /// <param name="warn">Told when it does.</param>
    /// <exception cref="InvalidOperationException">The device is not there.</exception>
    public static Device Settle(Device wanted, int? gpuDeviceId, bool fallbackToCpu, Action<string> warn)
    {
        if (wanted.Kind == DeviceKind.Cpu)
        {
            return Device.Cpu;
        }

        var isOptional = wanted.Kind == DeviceKind.Auto && (gpuDeviceId is null || fallbackToCpu);
        var count = Count(isOptional);
        if (wanted.Kind == DeviceKind.Cuda)
        {
            return wanted.Index < count ? wanted : throw Missing(wanted.Index, count);
        }

        if (gpuDeviceId is not { } id)
        {
            return count > 0 ? Device.Cuda() : Device.Cpu;
        }

        if (id >= 0 && id < count)
        {
            return Device.Cuda(id);
        }

        if (!fallbackToCpu)
        {
            throw Missing(id, count);
        }

        warn(FormattableString.Invariant(
            $"MLContext.GpuDeviceId is {id}, but {Text(count)}; training on the CPU, as MLContext.FallbackToCpu allows."));
        return Device.Cpu;
    }

    /// <summary>TorchSharp's name for a settled device, for which it must be loaded.</summary>
    /// <exception cref="TorchNotAvailableException">Torch cannot be loaded.</exception>
    public static torch.Device ToTorch(this Device device)
    {
        TorchNative.EnsureLoaded();
        return device.Kind == DeviceKind.Cuda ? torch.device(DeviceType.CUDA, device.Index) : torch.CPU;
    }

    /// <summary>How many GPUs torch can use. Where there is no driver for one, torch is not even loaded.</summary>
    /// <param name="isOptional">Whether a torch that cannot be loaded means no GPU, or an error.</param>
    /// <exception cref="TorchNotAvailableException">Torch cannot be loaded, and must be.</exception>
    private static int Count(bool isOptional)
    {
        if (CudaDriver.DeviceNames().Count == 0)
        {
            return 0;
        }

        if (isOptional && TorchNative.Result.Error is not null)
        {
            return 0;
        }

        TorchNative.EnsureLoaded();
        return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
    }

    private static InvalidOperationException Missing(int index, int count) => new(FormattableString.Invariant(
        $"The device cuda:{index} is not there: {Text(count)}. Reference TorchSharp-cuda-windows or TorchSharp-cuda-linux and check the driver (FluxRuntime.Diagnose() tells), or set Device = Device.Cpu."));

    private static string Text(int count) => count switch
    {
        0 => "torch sees no CUDA device",
        1 => "torch sees 1 CUDA device",
        _ => FormattableString.Invariant($"torch sees {count} CUDA devices"),
    };
}
