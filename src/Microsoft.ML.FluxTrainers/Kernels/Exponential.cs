// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Exponentials of numbers that are not above 0, a vector at a time and with the same bits on every processor.</summary>
/// <remarks>
/// With n the integer nearest to x / ln 2 and r = x - n ln 2, e^x = 2^n e^r. Adding 1.5 * 2^23 leaves no room for a fraction, so that it rounds x / ln 2, and n is to be read in the
/// lowest bits of the sum. ln 2 is subtracted in two parts, of which n times the first is exact. Since |r| is at most ln 2 / 2 = 0.35, Taylor's series up to r^7 / 7! is off by
/// r^8 / 8! = 5e-9, less than a tenth of the last bit. Below -87 the result would be denormal, and is 0. The library's own vectors of exponentials are as good, but the runtime
/// compiles them with care only after many calls, when a short fit is over.
/// </remarks>
internal static class Exponential
{
    private const float InverseOfLog2 = 1.44269504f;
    private const float Log2High = 355 / 512f;
    private const float Log2Low = -2.12194440e-4f; // ln 2 - 355 / 512
    private const float Rounder = 1.5f * (1 << 23);
    private const float Smallest = -87;
    private const int MantissaBits = 23;
    private const int ExponentBias = 127;

    /// <summary>Puts exponentials in the place of numbers not above 0. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (ref var vector in vectors)
        {
            vector = Of(vector);
        }

        for (var i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] = Of(new Vector<float>(values[i]))[0];
        }
    }

    /// <summary>e^x for x not above 0. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        var isZero = Vector.LessThan(x, new Vector<float>(Smallest));
        x = Vector.ConditionalSelect(isZero, new Vector<float>(Smallest), x);
        var rounded = (x * InverseOfLog2) + new Vector<float>(Rounder);
        var n = rounded - new Vector<float>(Rounder);
        var r = x - (n * Log2High) - (n * Log2Low);
        var sum = new Vector<float>(1f / 5040);
        sum = (sum * r) + new Vector<float>(1f / 720);
        sum = (sum * r) + new Vector<float>(1f / 120);
        sum = (sum * r) + new Vector<float>(1f / 24);
        sum = (sum * r) + new Vector<float>(1f / 6);
        sum = (sum * r) + new Vector<float>(1f / 2);
        sum = (sum * r) + Vector<float>.One;
        sum = (sum * r) + Vector<float>.One;
        var exponent = Vector.AsVectorInt32(rounded) - Vector.AsVectorInt32(new Vector<float>(Rounder)) + new Vector<int>(ExponentBias);
        return Vector.ConditionalSelect(isZero, Vector<float>.Zero, sum * Vector.AsVectorSingle(exponent << MantissaBits));
    }
}
