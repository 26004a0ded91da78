// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Squares of distances r up to a bound, straight lines beyond: squared error and Huber's loss.</summary>
/// <param name="bound">Where the line begins; infinite for squares alone.</param>
/// <param name="scale">The factor of r^2 / 2.</param>
/// <remarks>A row's mean over its outputs; the derivative is scale * r, cut to the bound.</remarks>
internal sealed class ResidualLoss(double bound, double scale) : DenseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        var largest = (float)bound;
        for (var i = 0; i < outputs.Length; i++)
        {
            var distance = outputs[i] - targets[i];
            var near = Math.Clamp(distance, -largest, largest);
            var factor = scale * (weights.IsEmpty ? 1 : weights[i / width]) / width;
            sum += factor * (near == distance ? 0.5 * distance * distance : (Math.Abs((double)distance) - (0.5 * bound)) * bound);
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(factor * near);
            }
        }

        return sum;
    }
}
