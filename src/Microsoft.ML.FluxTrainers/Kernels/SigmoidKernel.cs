// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = 1 / (1 + exp(-x)); f' = f (1 - f).</summary>
internal sealed class SigmoidKernel : ActivationKernel
{
    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => TensorFunctions.Sigmoid(input, output);

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(output, gradient, default(Derivative));

    private readonly struct Derivative : IFunction
    {
        public Vector<float> At(Vector<float> value) => value * (Vector<float>.One - value);
    }
}
