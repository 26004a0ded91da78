// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of an <see cref="EmbeddingStep"/>, which comes first: its input has no gradient.</summary>
internal sealed unsafe class EmbeddingPass(EmbeddingStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
{
    private readonly int[] _ids = new int[site.Capacity * step.Lookup.IdCount]; // row after row
    private readonly PinnedFloats _isUnknown = site.NewTrainingNumbers(step.HasUnknown ? 1 : 0);

    /// <inheritdoc/>
    /// <remarks>In training, some ids count as unknown.</remarks>
    public override void Forward(float* input, int rows, PassContext context)
    {
        step.Lookup.Read(input, rows, _ids);
        for (var category = 0; context.Random is not null && category < step.UnknownShares.Count; category++)
        {
            if (step.UnknownShares[category] > 0)
            {
                var mask = _isUnknown.Span[..rows];
                context.Random.FillDropoutMask(mask, step.UnknownShares[category]);
                step.Lookup.Forget(_ids, category, mask);
            }
        }

        step.Lookup.Forward(input, _ids, rows, context.Parameters, Output.Start);
    }

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient) =>
        step.Lookup.Backward(_ids, rows, Gradient.Start, gradient, site.TrainedCount);
}
