// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of an <see cref="ActivationStep"/>.</summary>
internal sealed unsafe class ActivationPass(ActivationStep step, PinnedFloats output, PinnedFloats gradient) : LayerPass(output, gradient)
{
    public override void Forward(float* input, int rows, PassContext context)
    {
        var count = rows * step.Outputs;
        step.Kernel.Forward(new ReadOnlySpan<float>(input, count), Output.Span[..count]);
    }

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        if (inputGradient == null)
        {
            return;
        }

        var count = rows * step.Outputs;
        var d = new Span<float>(inputGradient, count);
        if (inputGradient != Gradient.Start)
        {
            Gradient.Span[..count].CopyTo(d);
        }

        step.Kernel.Backward(new ReadOnlySpan<float>(input, count), Output.Span[..count], d);
    }
}
