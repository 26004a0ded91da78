// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes <see cref="ValueList{T}"/> for an item type that is known at run time only.</summary>
internal static class OptionLists
{
    /// <summary>The type of the items where a setting is a list, else null.</summary>
    public static Type? ItemType(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition() is var open
        && (open == typeof(ValueList<>) || open == typeof(IReadOnlyList<>))
            ? type.GetGenericArguments()[0]
            : null;

    public static object Create(Type item, IReadOnlyList<object?> items)
    {
        var array = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        return Activator.CreateInstance(
            typeof(ValueList<>).MakeGenericType(item), BindingFlags.NonPublic | BindingFlags.Instance, null, [array], null)!;
    }
}
