// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cross entropy of the softmax with label smoothing s over k classes.</summary>
/// <remarks>loss = log sum exp z - (1 - s) z_y - (s / k) sum z; its derivative by z_j is softmax_j - (1 - s) [j = y] - s / k.</remarks>
internal sealed class SoftmaxLoss(double smoothing) : DenseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        var spread = (float)(smoothing / width);
        var kept = (float)(1 - smoothing);
        for (var row = 0; row < targets.Length; row++)
        {
            var z = outputs.Slice(row * width, width);
            var y = (int)targets[row];
            var weight = weights.IsEmpty ? 1 : weights[row];
            var (max, total) = LogSumExp(z);
            var logSum = max + MathF.Log(total);
            sum += weight * (logSum - (kept * z[y]) - (spread == 0 ? 0 : spread * Total(z)));
            if (!gradient.IsEmpty)
            {
                var d = gradient.Slice(row * width, width);
                for (var j = 0; j < width; j++)
                {
                    d[j] = weight * ((MathF.Exp(z[j] - max) / total) - spread);
                }

                d[y] -= weight * kept;
            }
        }

        return sum;
    }

    /// <summary>The largest number and the sum of the exponentials of the distances from it, which cannot overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Max, float Total) LogSumExp(ReadOnlySpan<float> z)
    {
        var max = z[0];
        for (var j = 1; j < z.Length; j++)
        {
            max = MathF.Max(max, z[j]);
        }

        var total = 0f;
        for (var j = 0; j < z.Length; j++)
        {
            total += MathF.Exp(z[j] - max);
        }

        return (max, total);
    }

    private static float Total(ReadOnlySpan<float> z)
    {
        var total = 0f;
        foreach (var value in z)
        {
            total += value;
        }

        return total;
    }
}
