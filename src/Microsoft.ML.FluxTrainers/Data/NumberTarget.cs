// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is one number.</summary>
internal sealed record NumberTarget(float Offset, float Scale) : ScaledTarget(Offset, Scale)
{
    public override int Outputs => 1;
}
