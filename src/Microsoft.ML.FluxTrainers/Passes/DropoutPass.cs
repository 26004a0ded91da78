// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="DropoutStep"/>.</summary>
internal sealed unsafe class DropoutPass(DropoutStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.Before?.Gradient ?? site.NewTrainingNumbers(step.Outputs))
{
    private readonly PinnedFloats _mask = site.NewTrainingNumbers(step.Outputs);

    public override void Forward(float* input, int rows, PassContext context)
    {
        var count = rows * step.Outputs;
        var x = new ReadOnlySpan<float>(input, count);
        var y = Output.Span[..count];
        if (context.Random is not { } random)
        {
            x.CopyTo(y);
            return;
        }

        var mask = _mask.Span[..count];
        random.FillDropoutMask(mask, step.Probability);
        VectorLoops.Multiply(x, mask, y);
    }

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        if (inputGradient != null)
        {
            var count = rows * step.Outputs;
            VectorLoops.Multiply(Gradient.Span[..count], _mask.Span[..count], new Span<float>(inputGradient, count));
        }
    }
}
