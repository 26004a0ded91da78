// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = x above 0, slope x below; f' = 1 or slope.</summary>
internal sealed class LeakyReLUKernel(float slope) : ActivationKernel
{
    public override bool KeepsInput => true; // a slope of 0 or below hides the sign of x

    public override void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var i = 0; i < input.Length; i++)
        {
            output[i] = input[i] > 0 ? input[i] : input[i] * slope;
        }
    }

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(input, gradient, new Derivative(slope));

    private readonly struct Derivative(float slope) : IFunction
    {
        public Vector<float> At(Vector<float> value) =>
            Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<float>.Zero), Vector<float>.One, new Vector<float>(slope));
    }
}
