// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A number's mean and standard deviation.</summary>
/// <param name="Offset">See <see cref="ScaledTarget"/>.</param>
/// <param name="Scale">See <see cref="ScaledTarget"/>.</param>
/// <param name="MinimumDeviation">What is added to the deviation, in the network's unit.</param>
internal sealed record NormalTarget(float Offset, float Scale, double MinimumDeviation) : ScaledTarget(Offset, Scale)
{
    public override int Outputs => 2;
}
