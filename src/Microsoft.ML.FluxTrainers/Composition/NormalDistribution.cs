// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const double Farthest = 8; // beyond, the cumulative share is 0 or 1 to 15 digits

    /// <summary>The share of the distribution below a value.</summary>
    /// <remarks>The series of Marsaglia (2004), "Evaluating the Normal Distribution", Journal of Statistical Software 11.</remarks>
    public static double Cumulative(double value)
    {
        if (Math.Abs(value) > Farthest)
        {
            return value > 0 ? 1 : 0;
        }

        var (sum, term) = (value, value);
        for (var n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); n += 2)
        {
            term *= value * value / n;
            sum += term;
        }

        return 0.5 + (sum * Density(value));
    }

    /// <summary>The value below which a share of the distribution lies.</summary>
    /// <param name="share">Between 0 and 1, both excluded.</param>
    public static double Quantile(double share)
    {
        var (low, high) = (-Farthest, Farthest);
        var value = 0.0;
        for (var step = 0; step < 200 && high - low > 1e-14; step++)
        {
            var excess = Cumulative(value) - share;
            (low, high) = excess > 0 ? (low, value) : (value, high);
            var next = value - (excess / Density(value)); // Newton's step, where it stays between the bounds
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - value) < 1e-14)
            {
                return next;
            }

            value = next;
        }

        return value;
    }

    private static double Density(double value) => Math.Exp(-0.5 * value * value) / Math.Sqrt(2 * Math.PI);
}
