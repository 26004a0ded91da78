// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="MaxPoolStep"/>.</summary>
internal sealed unsafe class MaxPoolPass(MaxPoolStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
{
    // The cells where the largest numbers were found: integers in the place of floats.
    private readonly PinnedFloats _cells = site.NewTrainingNumbers(step.Outputs);

    public override void Forward(float* input, int rows, PassContext context) =>
        MaxWindows.Find(step.Window, input, rows, Output.Start, site.ForScoring ? null : (int*)_cells.Start);

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        if (inputGradient != null)
        {
            MaxWindows.Scatter(step.Window, Gradient.Start, (int*)_cells.Start, rows, inputGradient);
        }
    }
}
