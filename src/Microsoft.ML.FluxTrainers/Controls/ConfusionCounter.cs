// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Counts which class was taken for which; takes memory for what occurs, not for what could.</summary>
internal sealed class ConfusionCounter
{
    private readonly Dictionary<(int Actual, int Predicted), int> _counts = [];

    public void Add(int actual, int predicted) => _counts[(actual, predicted)] = _counts.GetValueOrDefault((actual, predicted)) + 1;

    /// <summary>The table.</summary>
    /// <param name="name">The label that it is about, or null.</param>
    /// <param name="classes">The names of all classes.</param>
    public ConfusionTable ToTable(string? name, IReadOnlyList<string> classes)
    {
        var shown = classes.Count <= ConfusionTable.MostClasses ? [.. Enumerable.Range(0, classes.Count)] : MostConfused(classes.Count);
        var hasOthers = shown.Count < classes.Count;
        var size = shown.Count + (hasOthers ? 1 : 0);
        var places = shown.Select((one, place) => (one, place)).ToDictionary(pair => pair.one, pair => pair.place);
        var counts = new int[size * size];
        foreach (var (pair, count) in _counts)
        {
            counts[(places.GetValueOrDefault(pair.Actual, size - 1) * size) + places.GetValueOrDefault(pair.Predicted, size - 1)] += count;
        }

        var names = shown.Select(one => classes[one]);
        return new ConfusionTable(
            name, [.. hasOthers ? names.Append($"{classes.Count - shown.Count} others") : names], counts, classes.Count);
    }

    /// <summary>The classes with the most mistakes, either way, in their order.</summary>
    private List<int> MostConfused(int classes)
    {
        var mistakes = new int[classes];
        foreach (var (pair, count) in _counts.Where(item => item.Key.Actual != item.Key.Predicted))
        {
            mistakes[pair.Actual] += count;
            mistakes[pair.Predicted] += count;
        }

        return [.. Enumerable.Range(0, classes).OrderByDescending(one => mistakes[one]).ThenBy(one => one).Take(ConfusionTable.MostClasses - 1).Order()];
    }
}
