// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
/// <remarks>The finite sums of Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4: exact but for rounding, and short for as few folds as
/// there ever are. Errors are about 1e-15, absolute.</remarks>
internal static class StudentT
{
    /// <summary>The probability of a value at least as far from 0 as this one, on either side.</summary>
    public static double TwoSided(double t, int degrees) => double.IsNaN(t) ? double.NaN : Math.Clamp(1 - Within(Math.Abs(t), degrees), 0, 1);

    /// <summary>The value whose distance from 0 is exceeded, on either side, with this probability.</summary>
    public static double Critical(double probability, int degrees)
    {
        var (low, high) = (0.0, 1.0);
        while (TwoSided(high, degrees) > probability)
        {
            (low, high) = (high, 2 * high);
        }

        while (high - low > 1e-14 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = TwoSided(middle, degrees) > probability ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double Within(double t, int degrees)
    {
        if (double.IsInfinity(t))
        {
            return 1;
        }

        var angle = Math.Atan2(t, Math.Sqrt(degrees));
        var (sine, cosine) = Math.SinCos(angle);
        return degrees % 2 == 0
            ? sine * Sum(1, degrees / 2, 1, cosine * cosine)
            : 2 / Math.PI * (angle + (sine * Sum(cosine, (degrees - 1) / 2, 2, cosine * cosine)));
    }

    // The term of number k + 1 is that of number k times (2k - 2 + first) / (2k - 1 + first) and the square.
    private static double Sum(double term, int terms, int first, double square)
    {
        var sum = 0.0;
        for (var k = 1; k <= terms; k++)
        {
            sum += term;
            term *= ((2.0 * k) - 2 + first) / ((2.0 * k) - 1 + first) * square;
        }

        return sum;
    }
}
