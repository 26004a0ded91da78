// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One curve.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">The points in the order of their X. Those that are no finite numbers are gaps.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>A point to mark, for example the best, or null.</summary>
    public ChartPoint? Mark { get; init; }

    /// <summary>How sure the points are: at each point of which something is known, an upright line from a low to a high value.</summary>
    public IReadOnlyList<(double X, double Low, double High)> Spread { get; init; } = [];

    /// <summary>The lines of <see cref="Spread"/>.</summary>
    internal IEnumerable<ChartPoint[]> Bars => Spread.Select(bar => new ChartPoint[] { new(bar.X, bar.Low), new(bar.X, bar.High) });
}
