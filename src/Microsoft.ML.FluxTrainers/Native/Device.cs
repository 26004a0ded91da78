// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where a network is trained and scored.</summary>
/// <param name="Kind">CPU, GPU, or whichever suits.</param>
/// <param name="Index">Which GPU, from 0; 0 for the other kinds.</param>
public sealed record Device(DeviceKind Kind, int Index = 0)
{
    /// <summary>The GPU that the MLContext names (<c>GpuDeviceId</c>), else the first GPU, else the CPU. The default.</summary>
    /// <remarks>Where the context names a GPU that is missing, its <c>FallbackToCpu</c> decides between the CPU, with a
    /// warning, and an error.</remarks>
    public static Device Auto { get; } = new(DeviceKind.Auto);

    /// <summary>The CPU.</summary>
    public static Device Cpu { get; } = new(DeviceKind.Cpu);

    /// <summary>What is used.</summary>
    public DeviceKind Kind { get; init => field = Guard.Defined(value); } = Guard.Defined(Kind);

    /// <summary>Which GPU, from 0. Default 0.</summary>
    public int Index { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(Index);

    /// <summary>An NVIDIA GPU. Training fails where it is missing: this never falls back to the CPU.</summary>
    /// <param name="index">Which one, from 0. Default 0.</param>
    public static Device Cuda(int index = 0) => new(DeviceKind.Cuda, index);

    /// <summary>"auto", "cpu" or, for example, "cuda:0".</summary>
    public override string ToString() => Kind switch
    {
        DeviceKind.Auto => "auto",
        DeviceKind.Cpu => "cpu",
        _ => FormattableString.Invariant($"cuda:{Index}"),
    };
}
