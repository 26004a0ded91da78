// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Stretches of a row with mean 0 and variance 1, scaled and shifted number by number.</summary>
/// <param name="Outputs">The numbers that come in and go out for a row.</param>
/// <param name="Width">The numbers of a stretch.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Weight">The scales, or null.</param>
/// <param name="Bias">The shifts, or null.</param>
internal sealed record LayerNormStep(int Outputs, int Width, double Epsilon, TensorSlot? Weight, TensorSlot? Bias) : PlanStep(Outputs)
{
    public override IEnumerable<TensorSlot> Parameters => Weight is null ? [] : [Weight, Bias!];

    public override LayerPass NewPass(PassSite site) => new LayerNormPass(this, site);
}
