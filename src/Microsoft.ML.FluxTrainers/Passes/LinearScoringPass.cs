// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The forward pass of a <see cref="LinearStep"/> whose weights stay as they are: laid out once, so that one row is as quick as can be.</summary>
internal sealed unsafe class LinearScoringPass(LinearStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
{
    private readonly PaddedWeights _weights = new(step.Inputs, step.Outputs);

    public override void Prepare(PassContext context) => _weights.Set(context.At(step.Weight), context.At(step.Bias));

    public override void Forward(float* input, int rows, PassContext context) =>
        _weights.Multiply(input, step.Inputs, rows, step.Outputs, Output.Start);

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient) =>
        throw new NotSupportedException("A network for scoring has no backward pass.");
}
