// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Minus the log likelihood of normal distributions of mean m and deviation d = softplus(s) + least, a row's mean over its
/// targets; the outputs are m and s of each.</summary>
/// <remarks>log d + z^2 / 2 with z = (y - m) / d; its derivatives are -z / d by m and (1 - z^2) / d * sigmoid(s) by s.</remarks>
internal sealed class NormalLoss(double least) : DenseLoss
{
    /// <summary>From the second output to the standard deviation, without overflow.</summary>
    public static double Deviation(double s, double least) => Math.Max(s, 0) + Math.Log(1 + Math.Exp(-Math.Abs(s))) + least;

    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            var (m, s) = ((double)outputs[2 * i], (double)outputs[(2 * i) + 1]);
            var deviation = Deviation(s, least);
            var distance = (targets[i] - m) / deviation;
            var factor = 2.0 * (weights.IsEmpty ? 1 : weights[2 * i / width]) / width;
            sum += factor * (Math.Log(deviation) + (0.5 * distance * distance));
            if (!gradient.IsEmpty)
            {
                gradient[2 * i] = (float)(-factor * distance / deviation);
                gradient[(2 * i) + 1] = (float)(factor * (1 - (distance * distance)) / deviation / (1 + Math.Exp(-s)));
            }
        }

        return sum;
    }
}
