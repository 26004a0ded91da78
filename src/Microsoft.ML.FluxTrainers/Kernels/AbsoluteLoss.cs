// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Absolute distances, a row's mean over its outputs; the derivative is the sign, 0 where prediction and target agree.</summary>
internal sealed class AbsoluteLoss : DenseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var distance = outputs[i] - targets[i];
            var weight = (weights.IsEmpty ? 1 : weights[i / width]) / width;
            sum += weight * MathF.Abs(distance);
            if (!gradient.IsEmpty)
            {
                gradient[i] = weight * (float)Sign(distance);
            }
        }

        return sum;
    }
}
