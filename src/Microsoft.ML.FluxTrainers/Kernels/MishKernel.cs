// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = x t with t = tanh(log(1 + exp(x))); f' = t + x (1 - t^2) s with the sigmoid s.</summary>
/// <remarks>
/// tanh(log u) = (u^2 - 1) / (u^2 + 1), so with u = 1 + exp(x), t = n / (n + 2) where n = exp(x) (exp(x) + 2). With e = exp(-|x|), which cannot overflow, that is
/// e (e + 2) / (e (e + 2) + 2) below 0 and, all times e^2, (1 + 2 e) / (1 + 2 e + 2 e^2) above. 1 - t^2 = (1 - t) (1 + t), and 1 - t is 2 or 2 e^2 over the same denominators:
/// nothing cancels.
/// </remarks>
internal sealed class MishKernel : ActivationKernel
{
    public override bool KeepsInput => true;

    public override void Forward(ReadOnlySpan<float> input, Span<float> output) => Apply(input, output, default(Function));

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(input, gradient, default(Derivative));

    private readonly struct Function : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(Vector<float> value)
        {
            var (above, below) = Parts(value, Exponential.Of(-Vector.Abs(value)));
            return value * (above / (above + below));
        }
    }

    private readonly struct Derivative : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> At(Vector<float> value)
        {
            var e = Exponential.Of(-Vector.Abs(value));
            var (above, below) = Parts(value, e);
            var t = above / (above + below);
            var rest = below / (above + below);
            var sigmoid = Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<float>.Zero), Vector<float>.One, e) / (Vector<float>.One + e);
            return t + (value * rest * (Vector<float>.One + t) * sigmoid);
        }
    }

    /// <summary>Two numbers in the ratio of t to 1 - t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> OfTanh, Vector<float> OfRest) Parts(Vector<float> x, Vector<float> e)
    {
        var isPositive = Vector.GreaterThan(x, Vector<float>.Zero);
        var two = new Vector<float>(2);
        return (
            Vector.ConditionalSelect(isPositive, Vector<float>.One + (two * e), e * (e + two)),
            Vector.ConditionalSelect(isPositive, two * e * e, two));
    }
}
