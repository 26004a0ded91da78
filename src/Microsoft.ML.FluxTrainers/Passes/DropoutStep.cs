// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>y = x times a random mask, in training only.</summary>
/// <param name="Outputs">The numbers that come in and go out for a row.</param>
/// <param name="Probability">The probability of a zero in the mask.</param>
internal sealed record DropoutStep(int Outputs, double Probability) : PlanStep(Outputs)
{
    public override LayerPass NewPass(PassSite site) => new DropoutPass(this, site);
}
