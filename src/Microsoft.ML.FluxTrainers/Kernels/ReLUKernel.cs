// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = max(x, 0); f' = 1 where f is above 0, else 0.</summary>
internal sealed class ReLUKernel : ActivationKernel
{
    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => TensorPrimitives.Max(input, 0f, output);

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(output, gradient, default(Derivative));

    private readonly struct Derivative : IDerivative
    {
        public Vector<float> At(Vector<float> value) =>
            Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
    }
}
