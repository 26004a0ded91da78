// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The arithmetic of <see cref="OutputActivation"/>, on one row.</summary>
internal static class OutputActivations
{
    /// <summary>Turns raw outputs into scores, in place.</summary>
    public static void Apply(this OutputActivation activation, Span<float> row)
    {
        switch (activation)
        {
            case OutputActivation.Softmax:
                TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row); // exp must not overflow
                TensorPrimitives.SoftMax(row, row);
                break;
            case OutputActivation.Sigmoid:
                TensorPrimitives.Sigmoid(row, row);
                break;
            case OutputActivation.Exp:
                TensorPrimitives.Exp(row, row);
                break;
        }
    }
}
