// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = x s(x) with the sigmoid s; f' = s + f (1 - s).</summary>
internal sealed class SiLUKernel : ActivationKernel
{
    public override bool KeepsInput => true;

    public override void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        TensorPrimitives.Sigmoid(input, output);
        TensorPrimitives.Multiply(output, input, output);
    }

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            var sigmoid = 1 / (1 + MathF.Exp(-input[i]));
            gradient[i] *= sigmoid + (output[i] * (1 - sigmoid));
        }
    }
}
