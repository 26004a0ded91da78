// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="ChannelOrderStep"/>.</summary>
internal sealed unsafe class ChannelOrderPass(ChannelOrderStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
{
    public override void Forward(float* input, int rows, PassContext context) => Turn(input, rows, step.ToLast, Output.Start);

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        if (inputGradient != null)
        {
            Turn(Gradient.Start, rows, !step.ToLast, inputGradient);
        }
    }

    private void Turn(float* from, int rows, bool toLast, float* to)
    {
        var (depth, width) = toLast ? (step.Pixels, step.Channels) : (step.Channels, step.Pixels);
        for (var row = 0; row < rows; row++, from += step.Outputs, to += step.Outputs)
        {
            Packing.Pack(Matrix.Rows(from, depth).Transposed, depth, width, to, width);
        }
    }
}
