// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A density over one axis from observed places: over numbers a mixture of normal ones cut off at 0 and 1, over levels smoothed shares.</summary>
internal sealed class ParzenDensity
{
    private const double PriorPlace = 0.5; // of the axis from 0 to 1, its middle and its length
    private const double PriorWidth = 1;
    private readonly int _levels; // 0 for numbers
    private readonly double[] _places;
    private readonly double[] _widths;
    private readonly double[] _weights; // their sum is 1
    private readonly double _inside;

    private ParzenDensity(int levels, double[] places, double[] widths, double[] weights)
    {
        (_levels, _places, _widths) = (levels, places, widths);
        var sum = weights.Sum();
        _weights = Array.ConvertAll(weights, weight => weight / sum);
        _inside = levels > 0 ? 1 : Enumerable.Range(0, places.Length)
            .Sum(i => _weights[i] * (NormalDistribution.Cumulative((1 - places[i]) / widths[i]) - NormalDistribution.Cumulative(-places[i] / widths[i])));
    }

    /// <summary>The density of places in the order in which they were observed.</summary>
    /// <param name="observed">The places, from 0 to 1.</param>
    /// <param name="levels">The number of levels, or 0.</param>
    /// <param name="priorWeight">How much the axis itself counts.</param>
    /// <param name="forgetting">How many of the latest count in full.</param>
    public static ParzenDensity Of(double[] observed, int levels, double priorWeight, int forgetting)
    {
        var weights = Recency(observed.Length, forgetting);
        return levels > 0 ? OfLevels(observed, weights, levels, priorWeight) : OfNumbers(observed, weights, priorWeight);
    }

    public double Draw(RandomStream stream)
    {
        var part = Part(stream.NextDouble());
        if (_levels > 0)
        {
            return (part + 0.5) / _levels;
        }

        while (true)
        {
            var place = _places[part] + (_widths[part] * stream.NextNormal());
            if (place is >= 0 and < 1)
            {
                return place;
            }

            part = Part(stream.NextDouble());
        }
    }

    public double Log(double place)
    {
        if (_levels > 0)
        {
            return Math.Log(_weights[Math.Min((int)(place * _levels), _levels - 1)]);
        }

        var sum = 0.0;
        for (var i = 0; i < _places.Length; i++)
        {
            var distance = (place - _places[i]) / _widths[i];
            sum += _weights[i] / _widths[i] * Math.Exp(-distance * distance / 2);
        }

        return Math.Log(Math.Max(sum / _inside, double.Epsilon));
    }

    /// <summary>Weights of observations: a ramp up to 1, then 1 for the latest.</summary>
    private static double[] Recency(int count, int full)
    {
        var old = Math.Max(0, count - full);
        return [.. Enumerable.Range(0, count).Select(i => i >= old ? 1
            : old == 1 ? 1.0 / count
            : (1.0 / count) + ((1 - (1.0 / count)) * i / (old - 1)))];
    }

    private static ParzenDensity OfLevels(double[] observed, double[] weights, int levels, double priorWeight)
    {
        var counts = Enumerable.Repeat(priorWeight, levels).ToArray();
        for (var i = 0; i < observed.Length; i++)
        {
            counts[Math.Min((int)(observed[i] * levels), levels - 1)] += weights[i];
        }

        return new(levels, [], [], counts);
    }

    // Each place is as wide as the distance to its farther neighbor, within bounds; the prior keeps its own width.
    private static ParzenDensity OfNumbers(double[] observed, double[] weights, double priorWeight)
    {
        var parts = observed.Select((place, i) => (Place: place, Weight: weights[i], IsPrior: false))
            .Append((Place: PriorPlace, Weight: priorWeight, IsPrior: true))
            .OrderBy(part => part.Place).ThenByDescending(part => part.IsPrior).ToArray();
        var widths = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var left = i > 0 ? parts[i].Place - parts[i - 1].Place : 0;
            var right = i + 1 < parts.Length ? parts[i + 1].Place - parts[i].Place : 0;
            widths[i] = parts[i].IsPrior ? PriorWidth : Math.Clamp(Math.Max(left, right), PriorWidth / Math.Min(100, 1 + parts.Length), PriorWidth);
        }

        return new(0, [.. parts.Select(part => part.Place)], widths, [.. parts.Select(part => part.Weight)]);
    }

    private int Part(double share)
    {
        for (var i = 0; i < _weights.Length - 1; i++)
        {
            share -= _weights[i];
            if (share < 0)
            {
                return i;
            }
        }

        return _weights.Length - 1;
    }
}
