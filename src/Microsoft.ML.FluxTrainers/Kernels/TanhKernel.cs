// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperbolic tangent; f' = 1 - f^2.</summary>
internal sealed class TanhKernel : ActivationKernel
{
    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => TensorFunctions.Tanh(input, output);

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(output, gradient, default(Derivative));

    private readonly struct Derivative : IFunction
    {
        public Vector<float> At(Vector<float> value) => Vector<float>.One - (value * value);
    }
}
