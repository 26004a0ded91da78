// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = log(1 + exp(x)); f' = 1 / (1 + exp(-x)).</summary>
/// <remarks>
/// With e = exp(-|x|), which cannot overflow, f = max(x, 0) + log(1 + e), and f' is 1 / (1 + e) above 0 and e / (1 + e) below. Above 20, where torch takes x itself, log(1 + e) is
/// less than 2.1e-9 and rounds away: no case is needed.
/// </remarks>
internal sealed class SoftplusKernel : ActivationKernel
{
    public override bool KeepsInput => true;

    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => Apply(input, output, default(Function));

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(input, gradient, default(Derivative));

    private readonly struct Function : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(Vector<float> value) =>
            Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<float>.Zero), value, Vector<float>.Zero)
            + Logarithm.OfOnePlus(Exponential.Of(-Vector.Abs(value)));
    }

    private readonly struct Derivative : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(Vector<float> value)
        {
            var e = Exponential.Of(-Vector.Abs(value));
            return Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<float>.Zero), Vector<float>.One, e) / (Vector<float>.One + e);
        }
    }
}
