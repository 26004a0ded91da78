// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is one number, which the network sees as (number - offset) / scale.</summary>
/// <param name="Offset">The mean over the training rows, or 0.</param>
/// <param name="Scale">The standard deviation (for a log link: the mean) over the training rows, or 1.</param>
internal abstract record ScaledTarget(float Offset, float Scale) : TargetSpec
{
    public sealed override float[] Scaling => [Offset, Scale];

    public sealed override TargetSpec WithScaling(float[] scaling) => this with { Offset = scaling[0], Scale = scaling[1] };

    /// <summary>From the unit of the network to the target's own.</summary>
    public float FromNetwork(float output) => (output * Scale) + Offset;
}
