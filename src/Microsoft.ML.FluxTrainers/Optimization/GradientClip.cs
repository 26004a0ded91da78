// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A bound on the gradient of a step: <see cref="ClipByNorm"/> or <see cref="ClipByValue"/>.</summary>
[OptionFamily]
public abstract record GradientClip
{
    private protected GradientClip()
    {
    }

    /// <summary>Holds the gradient within the bound. A gradient that is not finite stays so.</summary>
    /// <param name="gradient">The mean gradient of a batch; changed.</param>
    internal abstract void Apply(FlatVector gradient);
}
