// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A dense layer and the activations behind it, laid out for scoring.</summary>
/// <remarks>The weights are transposed, and padded with zeros to whole vectors, so that each number of a row scales vectors
/// of weights and activations always work on whole vectors.</remarks>
internal sealed class ScorerStep
{
    private const int Padding = 16;

    public ScorerStep(LinearStep step, float[] weight, float[]? bias)
    {
        (Inputs, Outputs) = (step.Inputs, step.Outputs);
        Padded = checked(step.Outputs + Padding - 1) / Padding * Padding;
        Weights = new PinnedFloats(checked(Inputs * Padded));
        Bias = new PinnedFloats(Padded);
        bias?.CopyTo(Bias.Span);
        var transposed = Weights.Span;
        for (var output = 0; output < Outputs; output++)
        {
            for (var input = 0; input < Inputs; input++)
            {
                transposed[(input * Padded) + output] = weight[(output * Inputs) + input];
            }
        }
    }

    /// <summary>The numbers that come in for a row.</summary>
    public int Inputs { get; }

    /// <summary>The numbers that go out for a row.</summary>
    public int Outputs { get; }

    /// <summary>The same with padding, whose results mean nothing.</summary>
    public int Padded { get; }

    /// <summary>The weights, inputs x padded outputs.</summary>
    public PinnedFloats Weights { get; }

    /// <summary>The bias, padded.</summary>
    public PinnedFloats Bias { get; }

    /// <summary>The activations, in order.</summary>
    public List<ActivationKernel> Activations { get; } = [];
}
