// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.RegularExpressions;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Names of parameters in which * stands for any characters.</summary>
internal static class ParameterPattern
{
    private const int MostNames = 5;

    /// <summary>The names that a pattern matches, at least one.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="names">The names of all parameters.</param>
    /// <param name="builder">What built the network.</param>
    /// <param name="option">The option that has the pattern.</param>
    /// <exception cref="InvalidOperationException">It matches none.</exception>
    public static IReadOnlyList<string> Matches(string pattern, IReadOnlyList<string> names, NetworkBuilder builder, string option)
    {
        var expression = $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}\\z";
        var regex = new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        var matches = names.Where(name => regex.IsMatch(name)).ToList();
        return matches.Count > 0
            ? matches
            : throw new InvalidOperationException(
                $"{option} has {NearestName.Quote(pattern)}, which matches no parameter of {builder}."
                + $"{NearestName.DidYouMean(pattern, names.Concat(WholeLayers(names)))} The nearest of its {names.Count} parameters are: "
                + $"{NearestName.List(NearestName.Nearest(pattern, names, MostNames))}.");
    }

    /// <summary>"layer1.0.conv1.weight" gives "layer1.*", "layer1.0.*" and "layer1.0.conv1.*".</summary>
    private static IEnumerable<string> WholeLayers(IEnumerable<string> names) => names
        .SelectMany(name => name.Select((letter, at) => letter == '.' ? name[..at] + ".*" : "")).Where(pattern => pattern.Length > 0).Distinct();
}
