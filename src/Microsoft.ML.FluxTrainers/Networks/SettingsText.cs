// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes a builder as the code that makes it.</summary>
internal static class SettingsText
{
    /// <summary>The head and, in braces, the settings that differ from their defaults.</summary>
    public static string Of(string head, params ReadOnlySpan<(string Name, object Value, object Default)> settings)
    {
        var changed = new List<string>();
        foreach (var (name, value, usual) in settings)
        {
            if (!Equals(value, usual))
            {
                changed.Add(FormattableString.Invariant($"{name} = {value}"));
            }
        }

        return changed.Count == 0 ? head : $"{head} {{ {string.Join(", ", changed)} }}";
    }
}
