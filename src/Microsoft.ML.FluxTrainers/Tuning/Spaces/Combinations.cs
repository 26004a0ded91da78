// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>All ways to take one of each of several lists.</summary>
internal static class Combinations
{
    /// <summary>More are refused: nobody waits for so many trials, but memory would run out.</summary>
    public const int Most = 1_000_000;

    /// <summary>The places in the lists, the first varying fastest.</summary>
    /// <param name="counts">The lengths of the lists.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="Most"/>.</exception>
    public static IEnumerable<int[]> Of(int[] counts)
    {
        var all = counts.Aggregate(1.0, (product, count) => product * count);
        return all <= Most
            ? Walk(counts, (int)all)
            : throw new ArgumentException(FormattableString.Invariant($"A grid of these ranges has {all:0} points, more than {Most}. Lower the resolution, or take RandomSearch."));
    }

    private static IEnumerable<int[]> Walk(int[] counts, int all)
    {
        for (var index = 0; index < all; index++)
        {
            var rest = index;
            var places = new int[counts.Length];
            for (var i = 0; i < counts.Length; i++)
            {
                (rest, places[i]) = Math.DivRem(rest, counts[i]);
            }

            yield return places;
        }
    }
}
