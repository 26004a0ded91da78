// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads members of enums by their names, and by nothing else: <see cref="Enum.Parse(Type, string)"/> takes numbers and lists, too.</summary>
internal static class EnumName
{
    /// <summary>The member with exactly that name, or null.</summary>
    public static object? Find(Type type, string name) =>
        Enum.TryParse(type, name, out var member) && Enum.IsDefined(type, member) && member.ToString() == name ? member : null;

    /// <summary>The member with exactly that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static T Read<T>(string? name)
        where T : struct, Enum =>
        (T)(Find(typeof(T), name ?? "") ?? throw new FormatException(
            $"there is no {typeof(T).Name} {NearestName.Quote(name ?? "")}, but {string.Join(", ", Enum.GetNames<T>())}."));
}
