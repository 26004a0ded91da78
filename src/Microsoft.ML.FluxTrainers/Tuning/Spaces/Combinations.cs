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
    public static IEnumerable<int[]> Of(int[] counts) => AreTooMany(counts)
        ? throw new ArgumentException(FormattableString.Invariant($"A grid of these ranges has {Number(counts):0} points, more than {Most}. Lower the resolution, or take RandomSearch."))
        : Walk(counts, (int)Number(counts));

    /// <summary>Whether there are more than <see cref="Most"/>.</summary>
    /// <param name="counts">The lengths of the lists.</param>
    public static bool AreTooMany(int[] counts) => Number(counts) > Most;

    /// <summary>How many there are.</summary>
    /// <param name="counts">The lengths of the lists.</param>
    public static double Number(int[] counts) => counts.Aggregate(1.0, (product, count) => product * count);

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
