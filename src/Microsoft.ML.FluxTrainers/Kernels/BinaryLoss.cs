// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cross entropy of the sigmoid, one output or several.</summary>
/// <remarks>loss = max(z, 0) - z y + log(1 + exp(-|z|)), a row's mean over its outputs; its derivative is sigmoid(z) - y.</remarks>
internal sealed class BinaryLoss : DenseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var (z, y) = (outputs[i], targets[i]);
            var weight = (weights.IsEmpty ? 1 : weights[i / width]) / width;
            var small = MathF.Exp(-MathF.Abs(z));
            sum += weight * (MathF.Max(z, 0) - (z * y) + MathF.Log(1 + small));
            if (!gradient.IsEmpty)
            {
                var sigmoid = z >= 0 ? 1 / (1 + small) : small / (1 + small);
                gradient[i] = weight * (sigmoid - y);
            }
        }

        return sum;
    }
}
