// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Points of which each range, cut into as many equal parts as there are points, has one in each part: they cover every range evenly, however few they are.</summary>
/// <remarks>
/// Of several random designs the one whose points are farthest apart, by the sum of 1/distance² over all pairs (Audze and Eglais 1977). McKay, Beckman and Conover (1979), "A
/// Comparison of Three Methods for Selecting Values of Input Variables in the Analysis of Output from a Computer Code", Technometrics 21. The number of trials must be given.
/// </remarks>
public sealed record LatinHypercube : SearchStrategy
{
    /// <summary>How many designs are drawn, at least 1. Default 50.</summary>
    public int Designs { get; init => field = Guard.Positive(value); } = 50;

    internal override SearchPlan Begin(SearchSetting setting)
    {
        var space = setting.Ranges;
        var count = setting.Trials ?? throw new ArgumentException("A Latin hypercube is made for a number of trials: set TuningOptions.Trials.");
        return new FixedPlan([.. Best(count, space.Axes.Count, setting.Stream("design")).Select(place => space.At(place))]);
    }

    /// <summary>The best design: coordinates from 0 to below 1 by point.</summary>
    internal double[][] Best(int count, int axes, RandomStream stream) =>
        Enumerable.Range(0, Designs).Select(_ => Design(count, axes, stream)).ToList().MinBy(Crowding)!;

    private static double[][] Design(int count, int axes, RandomStream stream)
    {
        var places = new double[count][];
        for (var i = 0; i < count; i++)
        {
            places[i] = new double[axes];
        }

        var parts = Enumerable.Range(0, count).ToArray();
        for (var axis = 0; axis < axes; axis++)
        {
            stream.Shuffle(parts);
            for (var i = 0; i < count; i++)
            {
                places[i][axis] = Math.Min((parts[i] + stream.NextDouble()) / count, Math.BitDecrement((parts[i] + 1.0) / count));
            }
        }

        return places;
    }

    private static double Crowding(double[][] places)
    {
        var sum = 0.0;
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += 1 / (places[i].Zip(places[j], (a, b) => (a - b) * (a - b)).Sum() + 1e-12);
            }
        }

        return sum;
    }
}
