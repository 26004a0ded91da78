// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The categories of a column and their numbers.</summary>
internal sealed class CategoryLevels
{
    /// <summary>The most that there can be: a float holds all smaller integers.</summary>
    public const int Most = 1 << 24;

    private readonly Dictionary<ReadOnlyMemory<char>, int> _numbers;

    /// <summary>Takes over categories.</summary>
    /// <param name="names">The texts in the order of their numbers, each once; an empty one stands for a missing value.</param>
    /// <param name="areNames">Whether the texts tell categories of other data; else they are only numbers.</param>
    /// <exception cref="ArgumentException">A text is there twice.</exception>
    public CategoryLevels(IReadOnlyList<string> names, bool areNames = true)
    {
        (Names, AreNames, Count) = (names, areNames, names.Count);
        _numbers = new(names.Count, TextComparer.Instance);
        for (var i = 0; i < names.Count; i++)
        {
            if (!_numbers.TryAdd(names[i].AsMemory(), i))
            {
                throw new ArgumentException($"The category {NearestName.Quote(names[i])} is there twice.");
            }
        }
    }

    /// <summary>The categories as texts.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the texts tell categories of other data; else they are only numbers.</summary>
    public bool AreNames { get; }

    /// <summary>How many there are.</summary>
    public int Count { get; private init; }

    /// <summary>A stand-in for categories whose names are still to be read.</summary>
    public static CategoryLevels Unread(int count, bool areNames) => new([], areNames) { Count = count };

    /// <summary>The number of a category, or -1.</summary>
    public int Find(ReadOnlyMemory<char> name) => _numbers.GetValueOrDefault(name, -1);
}
