// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A function of single numbers and its derivative, on many numbers at once.</summary>
internal abstract class ActivationKernel
{
    /// <summary>Whether <see cref="Backward"/> reads the input, so that the output may not take its place.</summary>
    public virtual bool KeepsInput => false;

    /// <summary>output = f(input). The output may take the input's place unless <see cref="KeepsInput"/>.</summary>
    public abstract void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>gradient = gradient * f'(input): from that of the output to that of the input, in place.</summary>
    public abstract void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient);

    /// <summary>A function, or its derivative, at some numbers. A struct, so that the loops below inline it.</summary>
    protected interface IFunction
    {
        Vector<float> At(Vector<float> value);
    }

    /// <summary>output = function(input), a vector at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static void Apply<T>(ReadOnlySpan<float> input, Span<float> output, T function)
        where T : struct, IFunction
    {
        var inputs = MemoryMarshal.Cast<float, Vector<float>>(input);
        var outputs = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < inputs.Length; i++)
        {
            outputs[i] = function.At(inputs[i]);
        }

        for (var i = inputs.Length * Vector<float>.Count; i < input.Length; i++)
        {
            output[i] = function.At(new Vector<float>(input[i]))[0];
        }
    }

    /// <summary>gradient = gradient * derivative(values), a vector at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected static void Multiply<T>(ReadOnlySpan<float> values, Span<float> gradient, T derivative)
        where T : struct, IFunction
    {
        var points = MemoryMarshal.Cast<float, Vector<float>>(values);
        var gradients = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (var i = 0; i < gradients.Length; i++)
        {
            gradients[i] *= derivative.At(points[i]);
        }

        for (var i = gradients.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            gradient[i] *= derivative.At(new Vector<float>(values[i]))[0];
        }
    }
}
