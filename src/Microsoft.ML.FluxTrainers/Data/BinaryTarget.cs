// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A target that is true or false.</summary>
internal sealed record BinaryTarget : TargetSpec
{
    public override int Outputs => 1;
}
