// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>y = x W' + b.</summary>
/// <param name="Inputs">The numbers that come in for a row.</param>
/// <param name="Outputs">The numbers that go out for a row.</param>
/// <param name="Weight">W, outputs x inputs.</param>
/// <param name="Bias">b, or null.</param>
internal sealed record LinearStep(int Inputs, int Outputs, TensorSlot Weight, TensorSlot? Bias) : PlanStep(Outputs)
{
    public override IEnumerable<TensorSlot> Parameters => Bias is null ? [Weight] : [Weight, Bias];

    public override double MultiplyAdds => (double)Inputs * Outputs;

    public override LayerPass NewPass(PassSite site) => site.ForScoring ? new LinearScoringPass(this, site) : new LinearPass(this, site);
}
