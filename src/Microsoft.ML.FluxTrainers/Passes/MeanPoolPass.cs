// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="MeanPoolStep"/>.</summary>
internal sealed unsafe class MeanPoolPass(MeanPoolStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
{
    public override void Forward(float* input, int rows, PassContext context) =>
        MeanWindows.Find(step.Channels, step.Vertical, step.Horizontal, step.Divisor, input, rows, Output.Start);

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        if (inputGradient != null)
        {
            MeanWindows.Scatter(step.Channels, step.Vertical, step.Horizontal, step.Divisor, Gradient.Start, rows, inputGradient);
        }
    }
}
