// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Splits the rows into parts such that rows of a group (a patient, a household) stay together; tests on each part, trained on all others.</summary>
/// <param name="GroupColumnName">The column whose equal values make a group: keys, texts, numbers, times.</param>
/// <param name="Folds">The number of parts, at least 2 and at most the number of groups. Default 5.</param>
/// <remarks>The largest group goes first, each into the part that has the fewest rows, as scikit-learn's GroupKFold does.</remarks>
public sealed record GroupKFold(string GroupColumnName, int Folds = 5) : Resampling
{
    /// <summary>The column whose equal values make a group: keys, texts, numbers, times.</summary>
    public string GroupColumnName { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(GroupColumnName);

    /// <summary>The number of parts, at least 2 and at most the number of groups. Default 5.</summary>
    public int Folds { get; init => field = Guard.AtLeast(2, value); } = Guard.AtLeast(2, Folds);

    /// <summary>Whether groups are taken in random order instead, so that sizes differ more, but each time in another way. Default false.</summary>
    public bool Shuffle { get; init; }

    internal override bool IsRandom => Shuffle;

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0)
    {
        var groupOf = rows.Codes(GroupColumnName);
        var groups = rows.Order(Shuffle, streams, repeat).GroupBy(row => groupOf[row]).Select(group => (Group: group.Key, Size: group.Count())).ToList();
        ResampledRows.RequireAtLeast(Folds, groups.Count, $"groups (different values of column '{GroupColumnName}')", this);
        var sizes = new int[Folds];
        var foldOf = new Dictionary<int, int>();
        foreach (var (group, size) in Shuffle ? groups : [.. groups.OrderByDescending(group => group.Size)]) // a stable sort
        {
            var fold = Array.IndexOf(sizes, sizes.Min());
            foldOf.Add(group, fold);
            sizes[fold] += size;
        }

        return FoldRows.ByFold([.. groupOf.Select(group => foldOf[group])], Folds, repeat);
    }
}
