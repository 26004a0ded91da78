// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The pinball loss of the outputs at each level, a row's mean over its outputs.</summary>
/// <param name="levels">The levels; the outputs of each target have this order.</param>
/// <remarks>With r from output to target, the derivative by the output at level t is -t where r is above 0, 1 - t below, and
/// halfway at 0, as torch.maximum has it.</remarks>
internal sealed class PinballLoss(double[] levels) : DenseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var level = levels[i % levels.Length];
            var distance = (double)targets[i / levels.Length] - outputs[i];
            var factor = (double)(weights.IsEmpty ? 1 : weights[i / width]) / width;
            sum += factor * Math.Max(level * distance, (level - 1) * distance);
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(factor * (0.5 - level - (0.5 * Sign(distance))));
            }
        }

        return sum;
    }
}
