// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Given points, in their order. The space is not looked at.</summary>
public sealed record PointList : SearchStrategy
{
    /// <summary>A search of given points.</summary>
    /// <param name="points">The points, one or more.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public PointList(params TrialPoint[] points) => Points = Guard.NotNull(points, nameof(points)).Length > 0
        ? Guard.NoneNull<ValueList<TrialPoint>>(points, nameof(points))
        : throw new ArgumentException("A list needs at least one point.", nameof(points));

    /// <summary>The points.</summary>
    public ValueList<TrialPoint> Points { get; }

    internal override IReadOnlyList<TrialPoint>? Given => Points;

    internal override SearchPlan Begin(SearchSetting setting) => new FixedPlan([.. Points.Take(setting.Trials ?? int.MaxValue)]);
}
