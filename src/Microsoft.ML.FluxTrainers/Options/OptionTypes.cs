// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The alternatives of every option family that may be made because a file names them. Nothing else ever is.</summary>
internal sealed class OptionTypes
{
    private readonly Dictionary<(Type Family, string Name), Type> _types = [];

    /// <summary>Registers the records of some assemblies that derive from a family.</summary>
    /// <param name="assemblies">Where to look.</param>
    public OptionTypes(params Assembly[] assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()))
        {
            // The quick tests come first: there are more than a thousand types, and models are loaded the sooner.
            if (!type.IsAbstract && !type.ContainsGenericParameters && type.BaseType != typeof(object) && FamilyOf(type) is { } family && OptionRecord.Is(type))
            {
                _types.Add((family, type.Name), type);
            }
        }
    }

    /// <summary>The types of this library.</summary>
    public static OptionTypes Library { get; } = new(typeof(OptionTypes).Assembly);

    /// <summary>Every registered type.</summary>
    public IReadOnlyCollection<Type> All => _types.Values;

    /// <summary>The family that a type is an alternative (or the base) of, if any.</summary>
    public static Type? FamilyOf(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.IsDefined(typeof(OptionFamilyAttribute), inherit: false))
            {
                return current;
            }
        }

        return null;
    }

    /// <summary>Whether a file may hold this type.</summary>
    public bool Contains(Type type) => FamilyOf(type) is { } family && _types.GetValueOrDefault((family, type.Name)) == type;

    /// <summary>The alternative of that name that a property of a declared type can hold, or null.</summary>
    public Type? Find(Type declared, string name) =>
        FamilyOf(declared) is { } family
        && _types.GetValueOrDefault((family, name)) is { } type
        && declared.IsAssignableFrom(type)
            ? type
            : null;

    /// <summary>The names of the alternatives that a property of a declared type can hold, in ordinal order.</summary>
    public IReadOnlyList<string> Names(Type declared) =>
        [.. _types.Values.Where(declared.IsAssignableFrom).Select(type => type.Name).Order(StringComparer.Ordinal)];
}
