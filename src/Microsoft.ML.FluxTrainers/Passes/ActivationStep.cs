// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>y = f(x), number by number.</summary>
/// <param name="Outputs">The numbers that come in and go out for a row.</param>
/// <param name="Kernel">The function.</param>
/// <param name="Name">The layer's name; empty where it is part of another.</param>
/// <param name="Units">How many units give them: each number one of its own, or all those of a channel one.</param>
internal sealed record ActivationStep(int Outputs, ActivationKernel Kernel, string Name, int Units) : PlanStep(Outputs)
{
    public override LayerPass NewPass(PassSite site)
    {
        // An activation reads its own output in the backward pass: no other may take that one's place.
        var inPlace = site.Before is { } before and not ActivationPass && !Kernel.KeepsInput ? before.Output : null;
        return new ActivationPass(this, inPlace ?? site.NewNumbers(Outputs), site.Before?.Gradient ?? site.NewTrainingNumbers(Outputs));
    }
}
