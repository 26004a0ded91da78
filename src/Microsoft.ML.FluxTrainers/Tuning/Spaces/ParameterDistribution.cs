// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the values of a range with an origin and a unit are drawn. Values outside of its ends are not: what is left is scaled up.</summary>
public sealed class ParameterDistribution
{
    private readonly Func<double, double, double, double> _below; // the share below a value, given origin and unit

    private ParameterDistribution(string name, Func<double, double, double, double> below) => (Name, _below) = (name, below);

    /// <summary>With the origin as mean and the unit as standard deviation.</summary>
    public static ParameterDistribution Normal { get; } = new("normal", static (x, origin, unit) => NormalDistribution.Cumulative((x - origin) / unit));

    /// <summary>With the origin as mean and the unit as standard deviation; origin above 0.</summary>
    public static ParameterDistribution LogNormal { get; } = Positive("log-normal", static (x, origin, unit) =>
    {
        var variance = Math.Log(Math.Pow(unit / origin, 2) + 1);
        return x <= 0 ? 0 : NormalDistribution.Cumulative((Math.Log(x / origin) + (variance / 2)) / Math.Sqrt(variance));
    });

    /// <summary>With the origin as mean and the unit as standard deviation; origin above 0.</summary>
    public static ParameterDistribution Gamma { get; } = Positive("gamma", static (x, origin, unit) =>
    {
        var shape = Math.Pow(origin / unit, 2);
        return x <= 0 ? 0 : GammaDistribution.Cumulative(shape, x * shape / origin);
    });

    /// <summary>With the origin as mean and the unit as standard deviation; origin above 0.</summary>
    public static ParameterDistribution InverseGaussian { get; } = Positive("inverse-gaussian", static (x, origin, unit) =>
    {
        if (x <= 0)
        {
            return 0;
        }

        // The textbook's exp(2 shape / origin) times the share below -b is the density at a times the ratio at b, since b² - a² = 4 shape / origin: neither overflows.
        var root = Math.Sqrt(Math.Pow(origin, 3) / Math.Pow(unit, 2) / x);
        var (a, b) = (root * ((x / origin) - 1), root * ((x / origin) + 1));
        return NormalDistribution.Cumulative(a) + (NormalDistribution.Density(a) * NormalDistribution.MillsRatio(b));
    });

    /// <summary>With the origin as mean and the unit as standard deviation.</summary>
    public static ParameterDistribution Logistic { get; } = new("logistic", static (x, origin, unit) => 1 / (1 + Math.Exp(-(x - origin) * Math.PI / (Math.Sqrt(3) * unit))));

    /// <summary>With the origin as place and the unit as scale.</summary>
    public static ParameterDistribution Laplace { get; } = new("laplace", static (x, origin, unit) =>
        x < origin ? Math.Exp((x - origin) / unit) / 2 : 1 - (Math.Exp(-(x - origin) / unit) / 2));

    /// <summary>With the origin as place and the unit as scale.</summary>
    public static ParameterDistribution Cauchy { get; } = new("cauchy", static (x, origin, unit) => 0.5 + (Math.Atan((x - origin) / unit) / Math.PI));

    /// <summary>With the origin as place and the unit as scale.</summary>
    public static ParameterDistribution Gumbel { get; } = new("gumbel", static (x, origin, unit) => Math.Exp(-Math.Exp(-(x - origin) / unit)));

    /// <summary>A triangle over the origin, which reaches one unit to both sides.</summary>
    public static ParameterDistribution Triangular { get; } = new("triangular", static (x, origin, unit) =>
        Side(x, origin, unit) is var z && z < 0 ? Math.Pow(1 + z, 2) / 2 : 1 - (Math.Pow(1 - z, 2) / 2));

    /// <summary>A parabola over the origin, which reaches one unit to both sides.</summary>
    public static ParameterDistribution Epanechnikov { get; } = new("epanechnikov", static (x, origin, unit) =>
        Side(x, origin, unit) is var z ? 0.5 + (((3 * z) - Math.Pow(z, 3)) / 4) : 0);

    /// <summary>A raised cosine over the origin, which reaches one unit to both sides.</summary>
    public static ParameterDistribution Cosine { get; } = new("cosine", static (x, origin, unit) =>
        Side(x, origin, unit) is var z ? (1 + z + (Math.Sin(Math.PI * z) / Math.PI)) / 2 : 0);

    /// <summary>What stands for it in files.</summary>
    public string Name { get; }

    /// <summary>Whether its origin must be greater than 0.</summary>
    internal bool NeedsPositive { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The value below which a share of those between two ends lies.</summary>
    internal double Truncated(double share, double lower, double upper, double origin, double unit)
    {
        var below = double.IsFinite(lower) ? _below(lower, origin, unit) : 0;
        var above = double.IsFinite(upper) ? _below(upper, origin, unit) : 1;
        var wanted = Math.Clamp(below + ((above - below) * share), 1e-12, 1 - 1e-12);
        return Math.Clamp(Find(wanted, origin, unit), lower, upper);
    }

    private static ParameterDistribution Positive(string name, Func<double, double, double, double> below) => new(name, below) { NeedsPositive = true };

    // By halving an interval that doubles until it is wide enough: each share is found, whatever the distribution.
    private double Find(double share, double origin, double unit)
    {
        var reach = unit;
        while (_below(origin - reach, origin, unit) > share || _below(origin + reach, origin, unit) < share)
        {
            reach *= 2;
        }

        var (low, high) = (origin - reach, origin + reach);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = _below(middle, origin, unit) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Side(double x, double origin, double unit) => Math.Clamp((x - origin) / unit, -1, 1);
}
