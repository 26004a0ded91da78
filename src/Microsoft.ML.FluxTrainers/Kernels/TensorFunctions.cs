// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Functions of TensorPrimitives that give a number the same bits alone and among others.</summary>
/// <remarks>TensorPrimitives takes fewer than four numbers one by one, by other functions than vectors. The output may take the place of the input.</remarks>
internal static class TensorFunctions
{
    private const int Few = 4;

    /// <summary>A function of TensorPrimitives. A struct, so that each has code of its own.</summary>
    private interface IFunction
    {
        static abstract void Of(ReadOnlySpan<float> x, Span<float> y);
    }

    /// <summary>y = tanh(x).</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> y) => Apply<Tangent>(x, y);

    /// <summary>y = 1 / (1 + exp(-x)).</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y) => Apply<Logistic>(x, y);

    private static void Apply<T>(ReadOnlySpan<float> x, Span<float> y)
        where T : struct, IFunction
    {
        if (x.Length >= Few)
        {
            T.Of(x, y);
            return;
        }

        Span<float> padded = stackalloc float[Few];
        x.CopyTo(padded);
        T.Of(padded, padded);
        padded[..x.Length].CopyTo(y);
    }

    private readonly struct Tangent : IFunction
    {
        public static void Of(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Tanh(x, y);
    }

    private readonly struct Logistic : IFunction
    {
        public static void Of(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Sigmoid(x, y);
    }
}
