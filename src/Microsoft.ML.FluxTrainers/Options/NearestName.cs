// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Words for errors about a name that does not exist: what was given, what was probably meant, what there is.</summary>
internal static class NearestName
{
    private const int LongestQuote = 60;

    /// <summary>"X has no property 'Y'. Did you mean 'Z'? It has: A, Z."</summary>
    public static string NoProperty(string owner, string name, IReadOnlyCollection<string> known) =>
        $"{owner} has no property {Quote(name)}.{DidYouMean(name, known)} It has: {List(known)}.";

    /// <summary>" Did you mean 'Z'?", or nothing where no known name is near.</summary>
    public static string DidYouMean(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestQuote)
        {
            return "";
        }

        var nearest = known.MinBy(other => Distance(name, other));
        return nearest is not null && Distance(name, nearest) <= Math.Max(1, name.Length / 3) ? $" Did you mean '{nearest}'?" : "";
    }

    /// <summary>Some of the names, the nearest first.</summary>
    public static IEnumerable<string> Nearest(string name, IEnumerable<string> known, int count) =>
        known.OrderBy(other => Distance(name, other)).Take(count);

    /// <summary>The names with commas between, or "nothing".</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "nothing";

    /// <summary>A name between quotation marks, cut where it is too long for a message.</summary>
    public static string Quote(string name) => name.Length <= LongestQuote ? $"'{name}'" : $"'{name[..LongestQuote]}...'";

    // How many edits (insert, delete, replace, swap neighbors) turn one name into the other, letter case aside.
    private static int Distance(string first, string second)
    {
        var cost = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
        {
            for (var j = 0; j <= second.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Cheapest(i, j);
            }
        }

        return cost[first.Length, second.Length];

        bool Same(int i, int j) => char.ToUpperInvariant(first[i]) == char.ToUpperInvariant(second[j]);

        int Cheapest(int i, int j)
        {
            var replaced = cost[i - 1, j - 1] + (Same(i - 1, j - 1) ? 0 : 1);
            var cheapest = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
            var swapped = i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1);
            return swapped ? Math.Min(cheapest, cost[i - 2, j - 2] + 1) : cheapest;
        }
    }
}
