// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the power under which numbers are most like those of a normal distribution.</summary>
internal static class PowerSearch
{
    private const double Widest = 5;
    private const int Steps = 60; // 10 · 0.618^60 is below 1e-11

    public static double? Checked(double? lambda) => lambda is { } value ? Guard.Finite(value, "Lambda") : null;

    /// <summary>The power of maximum likelihood, by golden sections: the likelihood has one peak.</summary>
    /// <param name="labels">The numbers.</param>
    /// <param name="power">A number raised to a power.</param>
    /// <param name="jacobian">The mean logarithm of the derivative of that.</param>
    public static double Best(double[] labels, Func<double, double, double> power, Func<double, double> jacobian)
    {
        var transformed = new double[labels.Length];
        return GoldenSection.Minimize(-Widest, Widest, Steps, lambda =>
        {
            for (var i = 0; i < labels.Length; i++)
            {
                transformed[i] = power(labels[i], lambda);
            }

            var mean = transformed.Average();
            var variance = transformed.Average(value => (value - mean) * (value - mean));
            var loss = (0.5 * Math.Log(variance)) - jacobian(lambda);
            return double.IsNaN(loss) ? double.PositiveInfinity : loss;
        });
    }
}
