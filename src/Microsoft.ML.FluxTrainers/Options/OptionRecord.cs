// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What reflection tells about one record type of options: its settings, how to make one and how to copy one.</summary>
internal sealed class OptionRecord
{
    // A pure function of the type, kept because reflection is slow; weak, so that a type can be unloaded.
    private static readonly ConditionalWeakTable<Type, OptionRecord> _known = [];

    private readonly MethodInfo _clone;
    private readonly ConstructorInfo? _constructor;
    private readonly Parameter[] _parameters;

    private OptionRecord(Type type)
    {
        Type = type;
        _clone = FindClone(type) ?? throw new NotSupportedException($"{type.Name} is not a record.");
        Properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(OptionProperty.IsSetting)
                .Select(property => new OptionProperty(property))
                .OrderBy(property => property.JsonName, StringComparer.Ordinal),
        ];

        // Without parameters where there is such a constructor, else that of a positional record.
        _constructor = type.GetConstructors()
            .OrderBy(constructor => constructor.GetParameters().Length)
            .FirstOrDefault(constructor => constructor.GetParameters().All(parameter => For(parameter) is not null));
        _parameters = [.. _constructor?.GetParameters().Select(parameter => new Parameter(For(parameter)!, parameter)) ?? []];
    }

    public Type Type { get; }

    /// <summary>The settings in the ordinal order of their JSON names.</summary>
    public IReadOnlyList<OptionProperty> Properties { get; }

    /// <summary>The settings without a default.</summary>
    public IEnumerable<OptionProperty> Required =>
        _parameters.Where(other => !other.Info.HasDefaultValue).Select(other => other.Property)
            .Union(Properties.Where(property => property.IsRequired));

    public static OptionRecord Of(Type type) => _known.GetValue(type, key => new OptionRecord(key));

    /// <summary>Whether a type is a record class, whose copy can be varied.</summary>
    public static bool Is(Type type) => FindClone(type) is not null;

    public OptionProperty? Find(string name) =>
        Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public object Copy(object options) => _clone.Invoke(options, null)!;

    /// <summary>A record with the given settings, the others at their defaults.</summary>
    /// <exception cref="ArgumentException">What the record's own checks throw, as it is.</exception>
    public object Create(IReadOnlyDictionary<OptionProperty, object?> values)
    {
        var constructor = _constructor ?? throw new NotSupportedException(
            $"{Type.Name} has no public constructor without parameters, nor one whose parameters are its properties.");
        var arguments = Array.ConvertAll(
            _parameters, other => values.TryGetValue(other.Property, out var value) ? value : other.Info.DefaultValue);
        var options = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        foreach (var property in Properties.Where(values.ContainsKey).Except(_parameters.Select(other => other.Property)))
        {
            property.Set(options, values[property]);
        }

        return options;
    }

    private static MethodInfo? FindClone(Type type) => type.GetMethod("<Clone>$", Type.EmptyTypes);

    private OptionProperty? For(ParameterInfo parameter) =>
        Find(parameter.Name ?? "") is { } property && property.Type == parameter.ParameterType ? property : null;

    /// <summary>A parameter of the constructor. A class, unlike a tuple, needs no code of its own for each use in a sequence: models are loaded the sooner.</summary>
    private sealed record Parameter(OptionProperty Property, ParameterInfo Info);
}
