// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = x s(x) with the sigmoid s; f' = s + f (1 - s).</summary>
internal sealed class SiLUKernel : ActivationKernel
{
    private const int AtOnce = 256;

    public override bool KeepsInput => true;

    public override void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        TensorFunctions.Sigmoid(input, output);
        TensorPrimitives.Multiply(output, input, output);
    }

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient)
    {
        Span<float> sigmoid = stackalloc float[AtOnce];
        Span<float> oneMinus = stackalloc float[AtOnce];
        for (var start = 0; start < gradient.Length; start += AtOnce)
        {
            var count = Math.Min(AtOnce, gradient.Length - start);
            var s = sigmoid[..count];
            var rest = oneMinus[..count];
            TensorPrimitives.Sigmoid(input.Slice(start, count), s);
            TensorPrimitives.Subtract(1f, s, rest);
            TensorPrimitives.MultiplyAdd(output.Slice(start, count), rest, s, s);
            TensorPrimitives.Multiply(gradient.Slice(start, count), s, gradient.Slice(start, count));
        }
    }
}
