// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The share of training labels below the label, linear between quantiles. See <see cref="TargetTransformation.Quantile"/>.</summary>
/// <remarks>Predictions are never outside of the training labels. The rule is that of scikit-learn's QuantileTransformer: where labels are equal, the middle of their ranks;
/// the least and the greatest become what the normal distribution has at 1e-7 and 1 - 1e-7.</remarks>
public sealed record QuantileTransformation : TargetTransformation
{
    private const double Edge = 1e-7;

    /// <summary>What ranks become. Default: numbers of the standard normal distribution.</summary>
    public QuantileOutput Output { get; init => field = Guard.Defined(value); } = QuantileOutput.Normal;

    /// <summary>The most quantiles that are kept, from 2 to 10000; never more than there are labels. Default 1000.</summary>
    public int MaxQuantiles
    {
        get;
        init => field = value is >= 2 and <= 10_000 ? value : throw Guard.OutOfRange(nameof(MaxQuantiles), value, "an integer from 2 to 10000");
    } = 1000;

    /// <summary>The quantiles, at even distances from the least label to the greatest. Default: none, which takes them from the training labels.</summary>
    public ValueList<double> Quantiles
    {
        get;
        init => field = Guard.EachFinite(value).Count != 1 && value.Zip(value.Skip(1)).All(pair => pair.First <= pair.Second)
            ? value
            : throw Guard.OutOfRange(nameof(Quantiles), value, "a list of two or more numbers in ascending order, or empty");
    } = [];

    internal override TargetTransformation Fit(double[] labels)
    {
        if (Quantiles.Count > 0)
        {
            return this;
        }

        var sorted = labels.Order().ToArray();
        var count = Math.Max(2, Math.Min(MaxQuantiles, sorted.Length));
        return this with
        {
            Quantiles = [.. Enumerable.Range(0, count).Select(i => Interpolate(sorted, (sorted.Length - 1) * ((double)i / (count - 1))))],
        };
    }

    internal override double Forward(double label)
    {
        var share = label <= Quantiles[0] ? 0 : label >= Quantiles[^1] ? 1 : Share(label);
        return Output == QuantileOutput.Uniform ? share : NormalDistribution.Quantile(Math.Clamp(share, Edge, 1 - Edge));
    }

    internal override double Inverse(double value)
    {
        var share = Output == QuantileOutput.Uniform ? value : NormalDistribution.Cumulative(value);
        return double.IsNaN(share) ? double.NaN // no place among the quantiles; as an integer .NET 8 makes a negative one of it
            : share < Edge + 1e-12 ? Quantiles[0] : share > 1 - Edge - 1e-12 ? Quantiles[^1] : Interpolate(Quantiles, share * (Quantiles.Count - 1));
    }

    private static double Interpolate(IReadOnlyList<double> values, double place)
    {
        var below = Math.Min((int)place, values.Count - 1);
        var above = Math.Min(below + 1, values.Count - 1);
        return values[below] + ((place - below) * (values[above] - values[below]));
    }

    // Between the two quantiles around the label; of equal quantiles, the middle of the first's share and the last's.
    private double Share(double label)
    {
        var (first, last) = (Bound(label, orEqual: false), Bound(label, orEqual: true));
        return first < last
            ? (first + last - 1) / 2.0 / (Quantiles.Count - 1)
            : (first - 1 + ((label - Quantiles[first - 1]) / (Quantiles[first] - Quantiles[first - 1]))) / (Quantiles.Count - 1);
    }

    /// <summary>How many quantiles are below the label, or not above it.</summary>
    private int Bound(double label, bool orEqual)
    {
        var (low, high) = (0, Quantiles.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Quantiles[middle] < label || (orEqual && Quantiles[middle] == label) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
