// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The parameters of a search and the values that each may have.</summary>
/// <remarks>Immutable and compared by value. The order matters: values are set in it, so a whole builder stands before a setting of the builder, and a condition's parameter
/// before the range that depends on it.</remarks>
public sealed record ParameterSpace
{
    /// <summary>A space of ranges.</summary>
    /// <param name="ranges">The ranges, each of another parameter; none for a <see cref="PointList"/>, which has points of its own.</param>
    /// <exception cref="ArgumentException">Two ranges have one name, or a condition names no earlier parameter, or a value that is none of that one's choices.</exception>
    public ParameterSpace(params ParameterRange[] ranges)
    {
        Ranges = Guard.NoneNull(Guard.NotNull(ranges, nameof(ranges)), nameof(ranges));
        Guard.DistinctNames(ranges.Select(range => range.Name).ToList(), nameof(ranges));
        foreach (var (range, index) in ranges.Select((range, index) => (range, index)))
        {
            if (range.Condition is { } condition)
            {
                var parent = ranges.Take(index).FirstOrDefault(other => other.Name == condition.Name) ?? throw new ArgumentException(
                    $"'{range.Name}' depends on {NearestName.Quote(condition.Name)}, which is no earlier range of the space.", nameof(ranges));
                if (parent is ChoiceRange choices && condition.Values.Where(value => !choices.Has(value)).Select(TrialValues.ToText).FirstOrDefault() is { } never)
                {
                    // By a slip of the pen, which would take the range out of the search without a word.
                    var known = choices.Texts.ToList();
                    throw new ArgumentException(
                        $"'{range.Name}' counts where '{parent.Name}' is {never}, which is none of its values.{NearestName.DidYouMean(never, known)} It has: {NearestName.List(known)}.", nameof(ranges));
                }
            }
        }
    }

    /// <summary>The ranges.</summary>
    public ValueList<ParameterRange> Ranges { get; }

    /// <summary>The axes of all ranges, one after the other.</summary>
    internal IReadOnlyList<int> Axes => [.. Ranges.SelectMany(range => range.Axes)];

    /// <summary>What the space is, as JSON: equal spaces give equal text.</summary>
    internal string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var range in Ranges)
            {
                json.WriteStartObject();
                json.WriteString("name", range.Name);
                range.Write(json);
                WriteCondition(json, range.Condition);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The point at coordinates from 0 to below 1, as many as there are axes.</summary>
    internal TrialPoint At(ReadOnlySpan<double> place)
    {
        var values = new object?[Ranges.Count];
        for (var (i, start) = (0, 0); i < values.Length; i++)
        {
            var count = Ranges[i].Axes.Count;
            values[i] = Ranges[i].At(place.Slice(start, count));
            start += count;
        }

        return PointOf(values);
    }

    /// <summary>The point of one value a range, without those that do not count.</summary>
    internal TrialPoint PointOf(IReadOnlyList<object?> values)
    {
        var active = Active(values);
        return new([.. Ranges.Select((range, i) => (range.Name, values[i])).Where((_, i) => active[i])]);
    }

    /// <summary>Which axes have a part in a point.</summary>
    internal bool[] ActiveAxes(ReadOnlySpan<double> place)
    {
        var point = At(place);
        var active = new List<bool>();
        foreach (var range in Ranges)
        {
            // Numbers beyond the length of a list have none.
            var length = point.Has(range.Name) && range is ListRange && point[range.Name] is ValueList<int> list ? list.Count + 1 : int.MaxValue;
            active.AddRange(range.Axes.Select((_, i) => point.Has(range.Name) && i < length));
        }

        return [.. active];
    }

    private bool[] Active(IReadOnlyList<object?> values)
    {
        var active = new bool[values.Count];
        for (var i = 0; i < active.Length; i++)
        {
            var parent = Ranges[i].Condition is { } condition ? IndexOf(condition.Name) : -1;
            active[i] = parent < 0 || (active[parent] && Ranges[i].Condition!.IsMet(values[parent]));
        }

        return active;
    }

    private int IndexOf(string name) => Enumerable.Range(0, Ranges.Count).First(i => Ranges[i].Name == name);

    private static void WriteCondition(Utf8JsonWriter json, ParameterCondition? condition)
    {
        if (condition is null)
        {
            return;
        }

        json.WriteStartObject("when");
        json.WriteString("name", condition.Name);
        json.WriteStartArray("values");
        foreach (var value in condition.Values)
        {
            json.WriteRawValue(TrialValues.ToJson(value));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
