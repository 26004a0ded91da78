// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The kinds of <see cref="Device"/>.</summary>
public enum DeviceKind
{
    /// <summary>See <see cref="Device.Auto"/>.</summary>
    Auto,

    /// <summary>See <see cref="Device.Cpu"/>.</summary>
    Cpu,

    /// <summary>See <see cref="Device.Cuda"/>.</summary>
    Cuda,
}
