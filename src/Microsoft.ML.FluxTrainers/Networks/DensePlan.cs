// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network of dense layers, as the managed kernels compute it.</summary>
/// <param name="Steps">Its steps, first to last; the first is linear, or a lookup of categories.</param>
internal sealed record DensePlan(IReadOnlyList<DenseStep> Steps)
{
    /// <summary>The plan of a stack, or null where it has layers that only torch knows.</summary>
    public static DensePlan? Of(LayerStack stack)
    {
        var slots = stack.Parameters.ToDictionary(slot => slot.Name);
        var steps = new List<DenseStep>();
        foreach (var (name, layer) in stack.Layers)
        {
            switch (layer)
            {
                case LinearLayer linear:
                    var bias = slots.GetValueOrDefault($"{name}.bias");
                    steps.Add(new LinearStep(linear.Inputs, linear.Outputs, slots[$"{name}.weight"], bias));
                    break;
                case EntityEmbeddingLayer embedding when steps.Count == 0:
                    steps.Add(EmbeddingStep.Of(embedding, slot => slots[$"{name}.{slot.Table}"]));
                    break;
                case ActivationLayer { Activation: IdentityActivation }:
                    break;
                case ActivationLayer { Activation.Kernel: { } kernel } when steps.Count > 0:
                    steps.Add(new ActivationStep(steps[^1].Outputs, kernel));
                    break;
                case DropoutLayer dropout when steps.Count > 0:
                    steps.Add(new DropoutStep(steps[^1].Outputs, dropout.Probability));
                    break;
                default:
                    return null;
            }
        }

        return steps.Count > 0 ? new DensePlan(steps) : null;
    }
}
