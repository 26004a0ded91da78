// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One of several upright axes.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Values">Its value of each line; of categories, the index of the category. A line has a gap where it is no finite number.</param>
internal sealed record ParallelAxis(string Name, IReadOnlyList<double> Values)
{
    // As many lines of text as an axis has room for; of more categories, some at equal distances have their name.
    private const int MostLabels = 16;

    /// <summary>Whether the axis is logarithmic.</summary>
    public bool IsLog { get; init; }

    /// <summary>The names of categories, from below; empty where values are numbers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The labels with their places, from 0 (below) to 1.</summary>
    internal IReadOnlyList<(double Place, string Text)> Labels()
    {
        if (Categories.Count > 0)
        {
            var step = (Categories.Count + MostLabels - 1) / MostLabels;
            return [.. Categories.Select((name, i) => (Place(i), name)).Where((_, i) => i % step == 0)];
        }

        var axis = ChartAxis.Of(Values, IsLog);
        return [.. axis.Ticks.Select(tick => (axis.Place(tick), axis.Text(tick)))];
    }

    /// <summary>The place of each line, from 0 to 1, or NaN.</summary>
    internal IReadOnlyList<double> Places()
    {
        if (Categories.Count > 0)
        {
            return [.. Values.Select(Place)];
        }

        var axis = ChartAxis.Of(Values, IsLog);
        return [.. Values.Select(value => ChartAxis.CanShow(value, IsLog) ? axis.Place(value) : double.NaN)];
    }

    private double Place(double category) => (category + 0.5) / Categories.Count;
}
