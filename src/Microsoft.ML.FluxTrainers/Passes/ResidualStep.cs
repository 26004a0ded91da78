// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>y = body(x) + shortcut(x).</summary>
/// <param name="Inputs">The numbers that come in for a row.</param>
/// <param name="Outputs">The numbers that go out for a row.</param>
/// <param name="Body">The steps of the body, at least one.</param>
/// <param name="Shortcut">The steps of the shortcut; none adds x itself.</param>
internal sealed record ResidualStep(int Inputs, int Outputs, IReadOnlyList<PlanStep> Body, IReadOnlyList<PlanStep> Shortcut) : PlanStep(Outputs)
{
    public override IEnumerable<TensorSlot> Parameters => Inner.SelectMany(step => step.Parameters);

    public override double MultiplyAdds => Inner.Sum(step => step.MultiplyAdds);

    public override long Activations => Outputs + Inner.Sum(step => step.Activations);

    public override bool HasConvolutions => Inner.Any(step => step.HasConvolutions);

    public override bool NeedsWholeBatch(int trainedCount) => Inner.Any(step => step.NeedsWholeBatch(trainedCount));

    private IEnumerable<PlanStep> Inner => Body.Concat(Shortcut);

    public override LayerPass NewPass(PassSite site) => new ResidualPass(this, site);
}
