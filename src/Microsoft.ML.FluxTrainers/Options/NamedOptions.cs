// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.Concurrent;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The options that hold code, by family and name, so that a stored name finds its instance. Thread-safe.</summary>
/// <param name="hint">One sentence that tells a user how to register a missing option; ends every such error.</param>
internal sealed class NamedOptions(string hint)
{
    private readonly ConcurrentDictionary<(Type Family, string Name), INamedOption> _options = [];

    /// <summary>Registers an option under its name. A later one of that name in the same family replaces it.</summary>
    public void Add(INamedOption option)
    {
        var family = OptionTypes.FamilyOf(option.GetType())
            ?? throw new ArgumentException($"{option.GetType().Name} belongs to no family of options.", nameof(option));
        _options[(family, Guard.NotEmpty(option.Name, nameof(option.Name)))] = option;
    }

    /// <summary>Whether an option of this one's type and name is registered.</summary>
    public bool Has(INamedOption option) =>
        _options.TryGetValue((OptionTypes.FamilyOf(option.GetType())!, option.Name), out var known) && known.GetType() == option.GetType();

    /// <summary>The option of exactly this type and name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public INamedOption Find(Type type, string name, string path)
    {
        var family = OptionTypes.FamilyOf(type)!;
        if (_options.TryGetValue((family, name), out var option) && option.GetType() == type)
        {
            return option;
        }

        var known = _options.Values.Where(other => other.GetType() == type).Select(other => $"'{other.Name}'");
        throw new InvalidDataException(
            $"{path}: no {family.Name} is registered under the name {NearestName.Quote(name)} "
            + $"(registered: {NearestName.List(known.Order(StringComparer.Ordinal))}). {hint}");
    }
}
