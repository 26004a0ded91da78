// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Each combination of some values of each range. Lists of choices have all their values, numbers as many as the resolution says.</summary>
/// <remarks>Without shuffling the first range varies fastest. Points that differ in parameters that do not count there are tried once.</remarks>
public sealed record GridSearch : SearchStrategy
{
    /// <summary>How many values of each range of numbers, at least 1: evenly spread on its scale from end to end, rounded and each once where they are whole. Default 10.</summary>
    public int Resolution { get; init => field = Guard.Positive(value); } = 10;

    /// <summary>Instead of <see cref="Resolution"/>, how many points the grid has at most: the highest common resolution with no more. Default: null, none.</summary>
    public int? Goal { get; init => field = value is { } goal ? Guard.Positive(goal) : null; }

    /// <summary>The resolutions of some ranges that differ from that of the others. Default: none.</summary>
    public ValueList<GridResolution> Resolutions { get; init => field = Guard.NoneNull(value); } = [];

    /// <summary>Whether the points are tried in random order, so that a search that ends early has been everywhere. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    internal override SearchPlan Begin(SearchSetting setting)
    {
        var points = Points(setting.Ranges);
        var order = Enumerable.Range(0, points.Count).ToArray();
        if (Shuffle)
        {
            setting.Stream("grid").Shuffle(order);
        }

        return new FixedPlan([.. order.Take(setting.Trials ?? int.MaxValue).Select(index => points[index])]);
    }

    /// <summary>The points in order, the first range varying fastest.</summary>
    internal IReadOnlyList<TrialPoint> Points(ParameterSpace space)
    {
        if (Resolutions.FirstOrDefault(one => !space.Ranges.Any(range => range.Name == one.Name)) is { } stranger)
        {
            throw new ArgumentException($"The grid has a resolution of {NearestName.Quote(stranger.Name)}, which is no range. There is: {NearestName.List(space.Ranges.Select(range => range.Name))}.");
        }

        return Goal is { } goal ? PointsUpTo(goal, space) : Points(space, Resolution);
    }

    private List<TrialPoint> PointsUpTo(int goal, ParameterSpace space)
    {
        var values = Values(space, 1);
        if (Points(space, values) is { } coarsest && coarsest.Count > goal)
        {
            throw new ArgumentException(FormattableString.Invariant($"The choices alone make {coarsest.Count} points, more than the goal of {goal}. Raise it, or take fewer choices."));
        }

        for (var resolution = 2; resolution <= goal && CanBeFiner(space, values); resolution++)
        {
            var finer = Values(space, resolution);
            if (Surpasses(goal, space, finer))
            {
                break;
            }

            values = finer;
        }

        return Points(space, values);
    }

    // There are fewer points than combinations where conditions make some of them equal.
    private static bool Surpasses(int goal, ParameterSpace space, List<IReadOnlyList<object?>> values) =>
        Combinations.Number(Counts(values)) > goal && (Combinations.AreTooMany(Counts(values)) || Points(space, values).Count > goal);

    private bool CanBeFiner(ParameterSpace space, List<IReadOnlyList<object?>> values) =>
        space.Ranges.Zip(values).Any(pair => Own(pair.First) is null && pair.Second.Count < pair.First.MostValues);

    private List<TrialPoint> Points(ParameterSpace space, int resolution) => Points(space, Values(space, resolution));

    private static List<TrialPoint> Points(ParameterSpace space, List<IReadOnlyList<object?>> values) =>
    [
        .. Combinations.Of(Counts(values))
            .Select(places => space.PointOf([.. places.Select((place, i) => values[i][place])]))
            .Distinct(),
    ];

    private List<IReadOnlyList<object?>> Values(ParameterSpace space, int resolution) => [.. space.Ranges.Select(range => range.Grid(Own(range) ?? resolution))];

    private static int[] Counts(List<IReadOnlyList<object?>> values) => [.. values.Select(list => list.Count)];

    private int? Own(ParameterRange range) => Resolutions.FirstOrDefault(one => one.Name == range.Name)?.Resolution;
}
