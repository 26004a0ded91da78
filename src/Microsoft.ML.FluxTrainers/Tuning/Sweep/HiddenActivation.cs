// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The activations that a sweep of <see cref="TabularSweepOptions"/> tries: names that survive JSON.</summary>
public enum HiddenActivation
{
    /// <summary><see cref="FluxTrainers.Activation.ReLU"/>.</summary>
    ReLU,

    /// <summary><see cref="FluxTrainers.Activation.SELU"/>.</summary>
    SELU,

    /// <summary><see cref="FluxTrainers.Activation.Mish"/>.</summary>
    Mish,

    /// <summary><see cref="FluxTrainers.Activation.GELU"/>.</summary>
    GELU,

    /// <summary><see cref="FluxTrainers.Activation.Tanh"/>.</summary>
    Tanh,
}
