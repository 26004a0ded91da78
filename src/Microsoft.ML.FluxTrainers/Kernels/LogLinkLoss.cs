// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Poisson's and Tweedie's loss of outputs that are logarithms of means, a row's mean over its outputs.</summary>
/// <param name="power">The power p of the mean that the variance is proportional to: 1, or between 1 and 2.</param>
/// <remarks>exp(o) - y o for p = 1, else exp((2 - p) o) / (2 - p) - y exp((1 - p) o) / (1 - p); the derivative is
/// exp((2 - p) o) - y exp((1 - p) o) for both.</remarks>
internal sealed class LogLinkLoss(double power) : DenseLoss
{
    public override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, Span<float> gradient, int width)
    {
        var sum = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var (o, y) = ((double)outputs[i], (double)targets[i]);
            var factor = (double)(weights.IsEmpty ? 1 : weights[i / width]) / width;
            var grown = Math.Exp((2 - power) * o);
            var shrunk = power == 1 ? 1 : Math.Exp((1 - power) * o);
            sum += factor * ((grown / (2 - power)) - (y * (power == 1 ? o : shrunk / (1 - power))));
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(factor * (grown - (y * shrunk)));
            }
        }

        return sum;
    }
}
