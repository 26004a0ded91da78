// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is one number. The network gives it as (number - offset) / scale.</summary>
/// <param name="Offset">The mean over the training rows, or 0 where targets are not standardized.</param>
/// <param name="Scale">The standard deviation over the training rows, or 1.</param>
internal sealed record NumberTarget(float Offset, float Scale) : TargetSpec
{
    public override int Outputs => 1;

    /// <summary>From what the network gives to the target's own unit.</summary>
    public float FromNetwork(float output) => (output * Scale) + Offset;
}
