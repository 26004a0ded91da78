// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A loss of one target number, for several that have weights.</summary>
/// <param name="inner">The loss of one.</param>
/// <param name="targetWeights">One weight a target, mean 1.</param>
internal sealed class TargetWeightedDenseLoss(DenseLoss inner, double[] targetWeights) : DenseLoss
{
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        var own = width / targetWeights.Length;
        for (var i = 0; i < targets.Length; i++)
        {
            var factor = targetWeights[i % targetWeights.Length] / targetWeights.Length
                * (weights.IsEmpty ? 1 : weights[i / targetWeights.Length]);
            var slope = gradient.IsEmpty ? gradient : gradient.Slice(i * own, own);
            sum += factor * inner.Sum(outputs.Slice(i * own, own), targets.Slice(i, 1), [], slope, own);
            foreach (ref var value in slope)
            {
                value *= (float)factor;
            }
        }

        return sum;
    }
}
