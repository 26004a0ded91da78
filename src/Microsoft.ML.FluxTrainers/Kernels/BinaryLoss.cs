// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cross entropy of the sigmoid, one output or several.</summary>
/// <remarks>loss = max(z, 0) - z y + log(1 + exp(-|z|)), a row's mean over its outputs; its derivative is sigmoid(z) - y. Exponentials are taken many at a time.</remarks>
internal sealed class BinaryLoss : DenseLoss
{
    /// <summary>How many exponentials are taken at a time.</summary>
    private const int Stretch = 512;

    [SkipLocalsInit] // the buffer is written before it is read
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        Span<float> exponentials = stackalloc float[Stretch];
        for (var start = 0; start < outputs.Length; start += Stretch)
        {
            var end = Math.Min(start + Stretch, outputs.Length);
            for (var i = start; i < end; i++)
            {
                exponentials[i - start] = -MathF.Abs(outputs[i]);
            }

            Exponential.Apply(exponentials[..(end - start)]);
            for (var i = start; i < end; i++)
            {
                var (z, y, small) = (outputs[i], targets[i], exponentials[i - start]);
                var weight = (weights.IsEmpty ? 1 : weights[i / width]) / width;
                sum += weight * (MathF.Max(z, 0) - (z * y) + MathF.Log(1 + small));
                if (!gradient.IsEmpty)
                {
                    var sigmoid = z >= 0 ? 1 / (1 + small) : small / (1 + small);
                    gradient[i] = weight * (sigmoid - y);
                }
            }
        }

        return sum;
    }
}
