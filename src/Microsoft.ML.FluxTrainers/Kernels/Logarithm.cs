// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>log(1 + t) for t from 0 to 1, a vector at a time and with the same bits on every processor.</summary>
/// <remarks>
/// With s = t / (2 + t), 1 + t = (1 + s) / (1 - s), so that log(1 + t) = 2 artanh s = 2 s (1 + s^2 / 3 + s^4 / 5 + ...). Since s is at most 1/3, the terms after s^12 / 13 add
/// less than 2e-8 of the whole, a third of a rounding. 1 + t is never formed: nothing of a small t is lost.
/// </remarks>
internal static class Logarithm
{
    /// <summary>log(1 + t) for t from 0 to 1. NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> OfOnePlus(Vector<float> t)
    {
        var s = t / (t + new Vector<float>(2));
        var square = s * s;
        var sum = new Vector<float>(1f / 13);
        sum = (sum * square) + new Vector<float>(1f / 11);
        sum = (sum * square) + new Vector<float>(1f / 9);
        sum = (sum * square) + new Vector<float>(1f / 7);
        sum = (sum * square) + new Vector<float>(1f / 5);
        sum = (sum * square) + new Vector<float>(1f / 3);
        return (s + s) + ((s + s) * square * sum);
    }
}
