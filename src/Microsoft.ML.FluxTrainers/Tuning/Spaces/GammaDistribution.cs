// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The gamma distribution of scale 1.</summary>
internal static class GammaDistribution
{
    private const double Smallest = 1e-300;

    /// <summary>The share of the distribution of a shape below a value: the regularized incomplete gamma function.</summary>
    /// <remarks>A power series below shape + 1, a continued fraction (by Lentz's method) above: DLMF 8.7.1 and 8.9.2.</remarks>
    public static double Cumulative(double shape, double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (double.IsPositiveInfinity(x))
        {
            return 1;
        }

        var factor = Math.Exp((shape * Math.Log(x)) - x - LogGamma(shape));
        return x < shape + 1 ? factor * Series(shape, x) : 1 - (factor * Fraction(shape, x));
    }

    private static double Series(double shape, double x)
    {
        var term = 1 / shape;
        var sum = term;
        for (var n = 1; n < 10_000 && term > sum * 1e-17; n++)
        {
            term *= x / (shape + n);
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double shape, double x)
    {
        var b = x + 1 - shape;
        var c = 1 / Smallest;
        var d = 1 / b;
        var value = d;
        for (var n = 1; n < 10_000; n++)
        {
            var a = -n * (n - shape);
            b += 2;
            d = 1 / Away((a * d) + b);
            c = Away(b + (a / c));
            value *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }

        return value;
    }

    private static double Away(double value) => Math.Abs(value) < Smallest ? Smallest : value;

    // Stirling's series from 10 on; below by Γ(x + 1) = x Γ(x).
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++)
        {
            shift += Math.Log(x);
        }

        var square = x * x;
        return ((x - 0.5) * Math.Log(x)) - x + (Math.Log(2 * Math.PI) / 2) - shift
            + ((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (1.0 / 1680 / square)) / square)) / square)) / x;
    }
}
