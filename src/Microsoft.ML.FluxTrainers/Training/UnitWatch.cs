// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Remembers which units of ReLU-like layers gave anything but 0.</summary>
internal sealed class UnitWatch
{
    private readonly List<(string Layer, bool[] IsAlive)> _layers = [];

    /// <summary>The rows seen.</summary>
    public int Rows { get; set; }

    /// <summary>Marks the units of a layer that are not 0 on some row.</summary>
    /// <param name="layer">Its name.</param>
    /// <param name="outputs">Its outputs, row after row.</param>
    /// <param name="units">How many units it has.</param>
    public void Mark(string layer, ReadOnlySpan<float> outputs, int units)
    {
        var isAlive = Units(layer, units);
        for (var start = 0; start < outputs.Length; start += units)
        {
            var row = outputs.Slice(start, units);
            for (var i = 0; i < row.Length; i++)
            {
                isAlive[i] |= row[i] != 0;
            }
        }
    }

    /// <summary>Marks units of a layer.</summary>
    /// <param name="layer">Its name.</param>
    /// <param name="alive">For each unit, whether it is not 0 on some row.</param>
    public void Mark(string layer, ReadOnlySpan<bool> alive)
    {
        var isAlive = Units(layer, alive.Length);
        for (var i = 0; i < alive.Length; i++)
        {
            isAlive[i] |= alive[i];
        }
    }

    /// <summary>What was found.</summary>
    public IEnumerable<DeadUnits> Found(int epoch) => _layers
        .Take(TrainingDetails.MostTensors)
        .Select(layer => new DeadUnits(layer.Layer, epoch, layer.IsAlive.Count(isAlive => !isAlive), layer.IsAlive.Length, Rows));

    private bool[] Units(string layer, int units)
    {
        foreach (var (name, isAlive) in CollectionsMarshal.AsSpan(_layers))
        {
            if (name == layer && isAlive.Length == units)
            {
                return isAlive;
            }
        }

        _layers.Add((layer, new bool[units]));
        return _layers[^1].IsAlive;
    }
}
