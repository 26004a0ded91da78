// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The standard normal distribution, to almost all digits of a double in both tails.</summary>
internal static class NormalDistribution
{
    private const double Middle = 2; // a series up to here, a fraction beyond
    private const int FractionDepth = 120; // beyond the middle, more changes no digit

    /// <summary>The share of the distribution below a value.</summary>
    public static double Cumulative(double value) => value switch
    {
        < -Middle => Density(value) * MillsRatio(-value),
        > Middle => 1 - (Density(value) * MillsRatio(value)),
        _ => 0.5 + (Density(value) * Series(value)),
    };

    /// <summary>The value below which a share of the distribution lies.</summary>
    /// <param name="share">Between 0 and 1, both excluded.</param>
    /// <remarks>Newton's method on the logarithm of the share below, which is concave: from 0 it finds every value below.</remarks>
    public static double Quantile(double share)
    {
        if (share > 0.5)
        {
            return -Quantile(1 - share);
        }

        var value = 0.0;
        for (var (step, change) = (0, 1.0); step < 100 && Math.Abs(change) >= 1e-14; step++)
        {
            var ratio = MillsRatio(-value);
            change = (Math.Log(ratio / share) - (0.5 * value * value) - (0.5 * Math.Log(2 * Math.PI))) * ratio;
            value -= change;
        }

        return value;
    }

    /// <summary>The density at a value.</summary>
    public static double Density(double value) => Math.Exp(-0.5 * value * value) / Math.Sqrt(2 * Math.PI);

    /// <summary>The share above a value, divided by the density there: of the order of 1 / value, however far the tail.</summary>
    /// <param name="value">0 or above.</param>
    /// <remarks>Laplace's continued fraction, DLMF 7.9.1.</remarks>
    public static double MillsRatio(double value)
    {
        if (value < Middle)
        {
            return (0.5 / Density(value)) - Series(value);
        }

        var fraction = value;
        for (var n = FractionDepth; n > 0; n--)
        {
            fraction = value + (n / fraction);
        }

        return 1 / fraction;
    }

    /// <summary>The share between 0 and a value, divided by the density there.</summary>
    /// <remarks>Marsaglia (2004), "Evaluating the Normal Distribution", Journal of Statistical Software 11.</remarks>
    private static double Series(double value)
    {
        var (sum, term) = (value, value);
        for (var n = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); n += 2)
        {
            term *= value * value / n;
            sum += term;
        }

        return sum;
    }
}
