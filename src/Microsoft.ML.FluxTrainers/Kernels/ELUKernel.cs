// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>f(x) = scale x above 0, scale alpha (exp(x) - 1) below; f' = scale or scale alpha exp(x). SELU is one of these.</summary>
internal sealed class ELUKernel(float alpha, float scale) : ActivationKernel
{
    public override bool KeepsInput => true; // an alpha of 0 or below hides the sign of x

    public override void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var i = 0; i < input.Length; i++)
        {
            output[i] = scale * (input[i] > 0 ? input[i] : alpha * ExpMinusOne(input[i]));
        }
    }

    public override void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> output, Span<float> gradient)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= scale * (input[i] > 0 ? 1 : alpha * MathF.Exp(input[i]));
        }
    }

    /// <summary>In double precision, where the difference loses nothing that single precision would keep.</summary>
    private static float ExpMinusOne(float x) => (float)(Math.Exp(x) - 1);
}
