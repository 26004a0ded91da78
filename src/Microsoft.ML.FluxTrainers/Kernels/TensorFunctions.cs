// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Functions of TensorPrimitives that give a number the same bits alone and among others.</summary>
/// <remarks>TensorPrimitives takes fewer than four numbers one by one, by other functions than vectors. The output may take the place of the input.</remarks>
internal static class TensorFunctions
{
    private const int Few = 4;

    /// <summary>y = tanh(x).</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length >= Few)
        {
            TensorPrimitives.Tanh(x, y);
            return;
        }

        Span<float> padded = stackalloc float[Few];
        x.CopyTo(padded);
        TensorPrimitives.Tanh(padded, padded);
        padded[..x.Length].CopyTo(y);
    }

    /// <summary>y = 1 / (1 + exp(-x)).</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y)
    {
        if (x.Length >= Few)
        {
            TensorPrimitives.Sigmoid(x, y);
            return;
        }

        Span<float> padded = stackalloc float[Few];
        x.CopyTo(padded);
        TensorPrimitives.Sigmoid(padded, padded);
        padded[..x.Length].CopyTo(y);
    }
}
