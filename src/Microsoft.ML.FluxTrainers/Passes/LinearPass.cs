// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="LinearStep"/>.</summary>
/// <remarks>With X the input, D the gradient of the output: the gradient of the weights is D' X, of the bias the column sums of D, of the input D W.</remarks>
internal sealed unsafe class LinearPass(LinearStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
{
    public override void Forward(float* input, int rows, PassContext context) => MatrixProduct.Multiply(
        rows,
        step.Outputs,
        step.Inputs,
        Matrix.Rows(input, step.Inputs),
        Matrix.Rows(context.At(step.Weight), step.Inputs).Transposed,
        Output.Start,
        context.At(step.Bias));

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        var d = Matrix.Rows(Gradient.Start, step.Outputs);
        if (site.HasGradient(step.Weight))
        {
            MatrixProduct.Multiply(
                step.Outputs, step.Inputs, rows, d.Transposed, Matrix.Rows(input, step.Inputs), gradient + step.Weight.Offset, accumulate: true);
        }

        if (site.HasGradient(step.Bias))
        {
            ColumnSums.Add(d.Start, rows, step.Outputs, gradient + step.Bias!.Offset);
        }

        if (inputGradient != null)
        {
            MatrixProduct.Multiply(rows, step.Inputs, step.Outputs, d, Matrix.Rows(context.At(step.Weight), step.Inputs), inputGradient);
        }
    }
}
