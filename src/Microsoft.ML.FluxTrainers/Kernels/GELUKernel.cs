// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = x P(x) with the normal distribution function P; f' = P + x p with its density p.</summary>
internal sealed class GELUKernel : ActivationKernel
{
    public override bool KeepsInput => true;

    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => Apply(input, output, default(Function));

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(input, gradient, default(Derivative));

    private readonly struct Function : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(Vector<float> value) => value * NormalProbability.At(value).Probability;
    }

    private readonly struct Derivative : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(Vector<float> value)
        {
            var (probability, density) = NormalProbability.At(value);
            return probability + (value * density);
        }
    }
}
