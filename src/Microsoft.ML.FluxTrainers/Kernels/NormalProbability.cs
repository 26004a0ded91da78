// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The standard normal distribution, a vector at a time, with the same bits on every processor and a relative error of a few roundings also far below 0.</summary>
/// <remarks>
/// For a = |x|, P(X &gt; a) = exp(-a^2 / 2) R(a), where R(a) = exp(a^2 / 2) erfc(a / sqrt 2) / 2 falls slowly, like 1 / a. As Shepherd and Laframboise (1981), "Chebyshev Approximation of
/// (1 + 2x) exp(x^2) erfc x in 0 &lt;= x &lt; infinity", Mathematics of Computation 36, p. 249-253, we take a polynomial of t = (a - k) / (a + k) for (1 + c a) R(a). Its coefficients are ours:
/// it has degree 9, k = 4.5, c = 0.5, and agrees with the function, from the C library's erfc and Laplace's continued fraction in double precision, at the ten Chebyshev nodes of the
/// values of t for a from 0 to 14; between them it is off by less than 5e-9 of the function. Beyond 14 the tail is less than the smallest normal number. The square of a is off by up to half
/// its last bit, which exp would make 6e-6 of the result at a = 13: with a = h + l of twelve bits each, h h, h l and l l are exact, and give what the square lacks.
/// </remarks>
internal static class NormalProbability
{
    private const float End = 14;
    private const float InverseOfSqrt2Pi = 0.39894228f;
    private const int HighBits = ~0xFFF; // all but the last twelve of the fraction

    /// <summary>The probability of less than x, and the density at x. NaN gives any probability, and the density of <see cref="End"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Probability, Vector<float> Density) At(Vector<float> x)
    {
        var a = Vector.Abs(x);
        a = Vector.ConditionalSelect(Vector.LessThan(a, new Vector<float>(End)), a, new Vector<float>(End));
        var exponential = OfHalfSquare(a);
        var tail = exponential * Ratio(a);
        return (
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail),
            exponential * InverseOfSqrt2Pi);
    }

    /// <summary>exp(-a^2 / 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> OfHalfSquare(Vector<float> a)
    {
        var square = a * a;
        var high = Vector.AsVectorSingle(Vector.AsVectorInt32(a) & new Vector<int>(HighBits));
        var low = a - high;
        var lacking = (high * high) - square + (2 * high * low) + (low * low);
        return Exponential.Of(square * -0.5f) * (Vector<float>.One - (lacking * 0.5f));
    }

    /// <summary>exp(a^2 / 2) P(X &gt; a).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Ratio(Vector<float> a)
    {
        var t = (a - new Vector<float>(4.5f)) / (a + new Vector<float>(4.5f));
        var sum = new Vector<float>(-1.461457977476e-4f);
        sum = (sum * t) + new Vector<float>(-6.828841156473e-5f);
        sum = (sum * t) + new Vector<float>(1.232958575323e-3f);
        sum = (sum * t) + new Vector<float>(-3.182782282186e-3f);
        sum = (sum * t) + new Vector<float>(3.235421090067e-3f);
        sum = (sum * t) + new Vector<float>(5.063265308055e-3f);
        sum = (sum * t) + new Vector<float>(-2.940480946272e-2f);
        sum = (sum * t) + new Vector<float>(7.229425385222e-2f);
        sum = (sum * t) + new Vector<float>(-1.251999536999e-1f);
        sum = (sum * t) + new Vector<float>(2.756110246150e-1f);
        return sum / ((a * 0.5f) + Vector<float>.One);
    }
}
