// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network of dense layers, as the managed kernels compute it.</summary>
/// <param name="Steps">Its steps, first to last; the first is linear, or a lookup of categories.</param>
/// <param name="TrainedCount">How many of the flat parameters have a gradient: the first.</param>
internal sealed record DensePlan(IReadOnlyList<DenseStep> Steps, int TrainedCount)
{
    /// <summary>The first step with a gradient.</summary>
    public int FirstTrained => Steps.TakeWhile(step => !(step switch
    {
        LinearStep linear => HasGradient(linear.Weight) || HasGradient(linear.Bias),
        EmbeddingStep embedding => embedding.Tables.Any(HasGradient),
        _ => false,
    })).Count();

    /// <summary>The plan of a stack, or null where it has layers that only torch knows.</summary>
    public static DensePlan? Of(LayerStack stack) => Of(stack, stack.Parameters, stack.ParameterCount);

    /// <summary>The plan of a stack whose parameters lie in another order.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="parameters">Where its parameters lie.</param>
    /// <param name="trainedCount">How many of the flat parameters have a gradient: the first.</param>
    public static DensePlan? Of(LayerStack stack, IReadOnlyList<TensorSlot> parameters, int trainedCount)
    {
        var slots = parameters.ToDictionary(slot => slot.Name);
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
                    steps.Add(new ActivationStep(steps[^1].Outputs, kernel, name));
                    break;
                case DropoutLayer dropout when steps.Count > 0:
                    steps.Add(new DropoutStep(steps[^1].Outputs, dropout.Probability));
                    break;
                default:
                    return null;
            }
        }

        return steps.Count > 0 ? new DensePlan(steps, trainedCount) : null;
    }

    /// <summary>Whether a tensor is trained.</summary>
    public bool HasGradient(TensorSlot? slot) => slot is not null && slot.Offset < TrainedCount;
}
