// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which group each parameter belongs to: the first whose pattern matches its name.</summary>
internal sealed class ParameterGrouping
{
    private static readonly ParameterGroup _rest = new("*");
    private readonly Dictionary<string, ParameterGroup> _groups = [];

    private ParameterGrouping()
    {
    }

    /// <summary>Sorts the parameters of a network.</summary>
    /// <returns>The groups, or null where there are none.</returns>
    /// <exception cref="InvalidOperationException">A pattern matches no parameter.</exception>
    public static ParameterGrouping? Of(ValueList<ParameterGroup> groups, InitialNetwork network)
    {
        if (groups.Count == 0)
        {
            return null;
        }

        var grouping = new ParameterGrouping();
        var names = network.ParameterNames;
        foreach (var group in groups)
        {
            foreach (var name in ParameterPattern.Matches(group.Pattern, names, network.Builder, "ParameterGroups"))
            {
                grouping._groups.TryAdd(name, group);
            }
        }

        return grouping;
    }

    /// <summary>The ranges of a flat vector, one after the other; neighbors of one group are one range.</summary>
    /// <param name="parameters">The parameters in the vector, in its order.</param>
    public IReadOnlyList<(int Start, int Length, ParameterGroup Group)> Ranges(IReadOnlyList<TensorSlot> parameters)
    {
        var ranges = new List<(int Start, int Length, ParameterGroup Group)>();
        foreach (var slot in parameters)
        {
            var group = _groups.GetValueOrDefault(slot.Name, _rest);
            if (ranges.Count > 0 && ranges[^1].Group == group)
            {
                ranges[^1] = (ranges[^1].Start, ranges[^1].Length + slot.Count, group);
            }
            else
            {
                ranges.Add((slot.Offset, slot.Count, group));
            }
        }

        return ranges;
    }
}
