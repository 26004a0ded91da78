// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Arguments of the form <c>--name value</c>; a name may occur several times.</summary>
internal sealed class CommandLine
{
    private readonly List<(string Name, string Value)> _options = [];

    public CommandLine(IEnumerable<string> arguments)
    {
        string? name = null;
        foreach (var argument in arguments)
        {
            if (name is not null)
            {
                _options.Add((name, argument));
                name = null;
            }
            else if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                name = argument[2..];
            }
            else
            {
                Words.Add(argument);
            }
        }

        if (name is not null)
        {
            throw new ArgumentException($"--{name} needs a value.");
        }
    }

    /// <summary>The arguments without a name.</summary>
    public List<string> Words { get; } = [];

    /// <summary>All values of a name.</summary>
    public IReadOnlyList<string> All(string name) => [.. _options.Where(option => option.Name == name).Select(option => option.Value)];

    /// <summary>The last value of a name, or null.</summary>
    public string? Find(string name) => All(name) is [.., var last] ? last : null;

    /// <summary>The last value of a name.</summary>
    public string Required(string name) => Find(name) ?? throw new ArgumentException($"--{name} is missing.");

    /// <summary>The last value of a name, a whole number.</summary>
    public int Number(string name, int fallback) =>
        Find(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : fallback;
}
