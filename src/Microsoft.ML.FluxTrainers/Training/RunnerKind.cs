// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What does the arithmetic of training.</summary>
public enum RunnerKind
{
    /// <summary>The fastest that knows the network: managed code on the CPU for layers that it has kernels for, else TorchSharp.</summary>
    Auto,

    /// <summary>TorchSharp's autograd, for any network.</summary>
    Eager,
}
