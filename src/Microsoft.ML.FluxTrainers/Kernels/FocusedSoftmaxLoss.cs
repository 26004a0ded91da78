// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Cross entropy of the softmax, times the probability of all other classes to the power of gamma: focal loss.</summary>
/// <remarks>
/// With p = softmax_y and o = 1 - p, loss = -o^gamma log p. By log p, of which p is the derivative of p and -p that of o, its derivative is
/// d = -o^gamma + gamma o^(gamma - 1) p log p, and that of log p by z_j is [j = y] - softmax_j. o is the others' share of the exponentials, so that nothing cancels where p is nearly 1.
/// As in torch, o is kept from 0, where a fractional power has no derivative; where it is kept, it is constant, and d = -o^gamma.
/// </remarks>
internal sealed class FocusedSoftmaxLoss(double gamma) : DenseLoss
{
    /// <summary>The least probability of all other classes.</summary>
    public const double Least = 1e-12;

    /// <summary>How many exponentials are taken at a time.</summary>
    private const int Stretch = 512;

    [SkipLocalsInit] // the buffer is written before it is read
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        var stretch = Math.Max(1, Stretch / width);
        Span<float> buffer = width <= Stretch ? stackalloc float[Stretch] : new float[width];
        for (var row = 0; row < targets.Length; row += stretch)
        {
            var rows = Math.Min(stretch, targets.Length - row);
            var z = outputs.Slice(row * width, rows * width);
            var e = buffer[..z.Length];
            RowExponentials.Of(z, e, width);
            for (var i = 0; i < rows; i++)
            {
                var slope = gradient.IsEmpty ? default : gradient.Slice((row + i) * width, width);
                var loss = OfRow(z.Slice(i * width, width), e.Slice(i * width, width), (int)targets[row + i], slope);
                var weight = weights.IsEmpty ? 1 : weights[row + i];
                sum += weight * loss;
                foreach (ref var value in slope)
                {
                    value *= weight;
                }
            }
        }

        return sum;
    }

    /// <summary>The loss of a row, and its derivatives where they are wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double OfRow(ReadOnlySpan<float> z, ReadOnlySpan<float> exponentials, int target, Span<float> gradient)
    {
        var others = 0.0;
        for (var j = 0; j < exponentials.Length; j++)
        {
            others += j == target ? 0 : exponentials[j];
        }

        var total = others + exponentials[target];
        var logProbability = (double)z[target] - RowExponentials.Largest(z) - Math.Log(total);
        var share = Math.Max(others / total, Least); // NaN stays NaN
        var power = Math.Pow(share, gamma);
        if (!gradient.IsEmpty)
        {
            var slope = share > Least ? (gamma * power / share * exponentials[target] / total * logProbability) - power : -power;
            for (var j = 0; j < gradient.Length; j++)
            {
                gradient[j] = (float)(-slope * exponentials[j] / total);
            }

            gradient[target] = (float)(slope * others / total);
        }

        return -power * logProbability;
    }
}
