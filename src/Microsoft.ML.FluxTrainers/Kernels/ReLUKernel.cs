// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = max(x, 0); f' = 1 where f is above 0, else 0.</summary>
internal sealed class ReLUKernel : ActivationKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        var inputs = MemoryMarshal.Cast<float, Vector<float>>(input);
        var outputs = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < inputs.Length; i++)
        {
            // A comparison with NaN is false, so NaN stays; Vector.Max differs in that between .NET versions.
            outputs[i] = Vector.ConditionalSelect(Vector.LessThan(inputs[i], Vector<float>.Zero), Vector<float>.Zero, inputs[i]);
        }

        for (var i = inputs.Length * Vector<float>.Count; i < input.Length; i++)
        {
            output[i] = input[i] < 0 ? 0 : input[i];
        }
    }

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient) =>
        Multiply(output, gradient, default(Derivative));

    private readonly struct Derivative : IFunction
    {
        public Vector<float> At(Vector<float> value) =>
            Vector.ConditionalSelect(Vector.GreaterThan(value, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
    }
}
