// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a setting of a type may hold, in words for messages.</summary>
internal static class OptionTypeNames
{
    public static string Describe(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type))}",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "an integer",
            _ when type == typeof(float) || type == typeof(double) => "a number",
            _ when type == typeof(string) => "a text",
            _ when type == typeof(TimeSpan) => "a time span such as 00:30:00",
            _ when OptionLists.ItemType(type) is { } item => $"a list, each item {Describe(item)}",
            _ => $"of type {type.Name}",
        };
    }
}
