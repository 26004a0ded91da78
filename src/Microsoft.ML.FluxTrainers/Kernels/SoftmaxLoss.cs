// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cross entropy of the softmax with label smoothing s over k classes.</summary>
/// <remarks>
/// loss = log sum exp z - (1 - s) z_y - (s / k) sum z; its derivative by z_j is softmax_j - (1 - s) [j = y] - s / k. Exponentials are taken of the distances from a row's
/// largest number, which cannot overflow, once, and of many rows at a time, since a vector of them takes hardly longer than one.
/// </remarks>
internal sealed class SoftmaxLoss(double smoothing) : DenseLoss
{
    /// <summary>How many exponentials are taken at a time.</summary>
    private const int Stretch = 512;

    private readonly float _kept = (float)(1 - smoothing);

    [SkipLocalsInit] // buffers are written before they are read
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        var stretch = Math.Max(1, Stretch / width);
        Span<float> distances = width <= Stretch ? stackalloc float[Stretch] : new float[width];
        Span<float> totals = stackalloc float[Stretch];
        for (var row = 0; row < targets.Length; row += stretch)
        {
            var rows = Math.Min(stretch, targets.Length - row);
            var z = outputs.Slice(row * width, rows * width);
            var e = distances[..z.Length];
            RowExponentials.Of(z, e, width);
            for (var i = 0; i < rows; i++)
            {
                totals[i] = Total(e.Slice(i * width, width));
            }

            if (!gradient.IsEmpty)
            {
                Derive(e, totals, targets.Slice(row, rows), weights.IsEmpty ? weights : weights.Slice(row, rows), gradient.Slice(row * width, z.Length), width);
            }

            for (var i = 0; i < rows; i++)
            {
                var own = z.Slice(i * width, width);
                var spread = smoothing == 0 ? 0 : (float)(smoothing / width) * Total(own);
                sum += (weights.IsEmpty ? 1 : weights[row + i]) * (RowExponentials.Largest(own) + MathF.Log(totals[i]) - (_kept * own[(int)targets[row + i]]) - spread);
            }
        }

        return sum;
    }

    /// <summary>The derivatives, from the exponentials and their totals.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Derive(
        ReadOnlySpan<float> exponentials, ReadOnlySpan<float> totals, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var spread = (float)(smoothing / width);
        for (var i = 0; i < targets.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            var factor = weight / totals[i];
            for (var j = i * width; j < (i + 1) * width; j++)
            {
                gradient[j] = (exponentials[j] * factor) - (weight * spread);
            }

            gradient[(i * width) + (int)targets[i]] -= weight * _kept;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Total(ReadOnlySpan<float> values)
    {
        var total = 0f;
        foreach (var value in values)
        {
            total += value;
        }

        return total;
    }
}
