// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How often each class was taken for each. Immutable.</summary>
public sealed record ConfusionTable
{
    /// <summary>The most classes with a row of their own.</summary>
    internal const int MostClasses = 64;

    internal ConfusionTable(string? name, ValueList<string> classes, ValueList<int> counts, int classCount)
    {
        if (classes.Count is 0 or > MostClasses || counts.Count != classes.Count * classes.Count || classCount < classes.Count)
        {
            throw new ArgumentException($"A confusion table of {classes.Count} classes (at most {MostClasses}) of {classCount} has {counts.Count} counts.", nameof(counts));
        }

        foreach (var count in counts)
        {
            Guard.NotNegative(count, nameof(Counts));
        }

        (Name, Classes, Counts, ClassCount) = (name, classes, counts, classCount);
    }

    /// <summary>The label that the table is about; null where there is one label only.</summary>
    public string? Name { get; }

    /// <summary>The classes, in the order of the scores. Of more than 64 classes, the 63 that are most often confused with others, then all others as one.</summary>
    public ValueList<string> Classes { get; }

    /// <summary>The number of rows for each actual class (the rows of the table) and predicted class (its columns), one row of the table after the other.</summary>
    public ValueList<int> Counts { get; }

    /// <summary>The number of all classes, which may be more than <see cref="Classes"/> has.</summary>
    public int ClassCount { get; }

    /// <summary>The number of rows of a class that were taken for a class.</summary>
    /// <param name="actual">The class that they have, a position in <see cref="Classes"/>.</param>
    /// <param name="predicted">The class that was predicted, a position in <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted] => actual >= 0 && actual < Classes.Count && predicted >= 0 && predicted < Classes.Count
        ? Counts[(actual * Classes.Count) + predicted]
        : throw new ArgumentOutOfRangeException(nameof(actual), $"Classes are counted from 0 to {Classes.Count - 1}, but the two are {actual} and {predicted}.");
}
