// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads and varies settings by a path of names such as "Builder.Hidden". Letter case does not matter.</summary>
internal static class OptionPath
{
    // Where no registry is given: a JSON value cannot name code then.
    private static readonly NamedOptions _none = new("Set the property to the object itself.");

    /// <summary>The value of a setting.</summary>
    /// <exception cref="ArgumentException">The path names no property, or leads through one that is null.</exception>
    public static object? Get(object options, string path)
    {
        object? value = options;
        var owner = options.GetType().Name;
        foreach (var name in path.Split('.'))
        {
            value = Find(value, name, owner).Get(value!);
            owner = name;
        }

        return value;
    }

    /// <summary>A copy with one setting changed; every check of the records on the path runs.</summary>
    /// <param name="options">The options, which stay as they are.</param>
    /// <param name="path">The names of the properties from the outermost in, with dots between.</param>
    /// <param name="value">The new value: of the property's type, or a number, name, list or JSON that stands for one.</param>
    /// <param name="types">The alternatives that a JSON value may name. Default: those of this library.</param>
    /// <param name="named">The options that a JSON value may name. Default: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is of a wrong type or out of range.</exception>
    /// <exception cref="ArgumentException">The path names no property, or leads through one that is null.</exception>
    public static T With<T>(T options, string path, object? value, OptionTypes? types = null, NamedOptions? named = null)
        where T : class
    {
        var conversion = new OptionConversion(new OptionsJsonReader(types ?? OptionTypes.Library, named ?? _none));
        return (T)Change(options, options.GetType().Name, path.Split('.'));

        object Change(object? part, string owner, ReadOnlySpan<string> names)
        {
            var property = Find(part, names[0], owner);
            var changed = names.Length == 1
                ? conversion.Convert(value, property)
                : Change(property.Get(part!), names[0], names[1..]);
            var copy = OptionRecord.Of(part!.GetType()).Copy(part);
            property.Set(copy, changed);
            return copy;
        }
    }

    /// <summary>The paths of all settings that are no records themselves, in ordinal order of the names on each level.</summary>
    public static IEnumerable<string> All(object options)
    {
        foreach (var property in OptionRecord.Of(options.GetType()).Properties)
        {
            var value = property.Get(options);
            var inner = IsOpen(value) ? All(value!).Select(path => $"{property.Name}.{path}") : [];
            foreach (var path in inner.DefaultIfEmpty(property.Name))
            {
                yield return path;
            }
        }
    }

    private static bool IsOpen(object? value) => value is not null and not INamedOption && OptionRecord.Is(value.GetType());

    private static OptionProperty Find(object? part, string name, string owner)
    {
        if (part is null)
        {
            throw new ArgumentException($"{owner} is null, so it has no property {NearestName.Quote(name)}. Set {owner} first.");
        }

        if (!OptionRecord.Is(part.GetType()))
        {
            throw new ArgumentException($"{owner} is {part} and has no properties, so there is no {NearestName.Quote(name)}.");
        }

        var record = OptionRecord.Of(part.GetType());
        return record.Find(name) ?? throw new ArgumentException(
            NearestName.NoProperty(owner, name, [.. record.Properties.Select(property => property.Name)]));
    }
}
