// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The minimum of a function with one valley.</summary>
internal static class GoldenSection
{
    private static readonly double _share = (Math.Sqrt(5) - 1) / 2;

    public static double Minimize(double low, double high, int steps, Func<double, double> function)
    {
        var (left, right) = (high - (_share * (high - low)), low + (_share * (high - low)));
        var (atLeft, atRight) = (function(left), function(right));
        for (var step = 0; step < steps; step++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (_share * (high - low));
                atLeft = function(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (_share * (high - low));
                atRight = function(right);
            }
        }

        return (low + high) / 2;
    }
}
