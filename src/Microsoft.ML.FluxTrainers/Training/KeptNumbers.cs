// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What norms keep while a network is trained without torch: averages, and how many batches they are of.</summary>
internal sealed unsafe class KeptNumbers
{
    private readonly NetworkWeights _weights;
    private readonly PinnedFloats _averages;
    private readonly List<(bool IsCounter, int Offset, int Count)> _places = []; // in the order of torch's module: layer by layer, averages before counters

    public KeptNumbers(NetworkWeights weights)
    {
        _weights = weights;
        _averages = new PinnedFloats(weights.Buffers.Length);
        weights.Buffers.CopyTo(_averages.Span);
        var (average, counter) = (0, 0);
        foreach (var layer in weights.Stack.AllLayers.Select(item => item.Layer).Where(layer => !layer.Inner.Any()))
        {
            foreach (var (name, shape) in layer.Buffers)
            {
                var count = new TensorSlot(name, shape, 0).Count;
                _places.Add((false, average, count));
                average += count;
            }

            foreach (var _ in layer.Counters)
            {
                _places.Add((true, counter++, 1));
            }
        }
    }

    /// <summary>The averages, in the order of the stack.</summary>
    public float* Averages => _averages.Start;

    /// <summary>The numbers of batches, in the order of the stack.</summary>
    public long[] Counters => _weights.Counters;

    /// <summary>A copy of all, in the order that torch's module has them in.</summary>
    public double[] All
    {
        get => [.. _places.SelectMany(place => place.IsCounter ? [Counters[place.Offset]] : _averages.Span.Slice(place.Offset, place.Count).ToArray().Select(value => (double)value))];
        set
        {
            var at = 0;
            foreach (var (isCounter, offset, count) in _places)
            {
                for (var i = 0; i < count; i++, at++)
                {
                    if (isCounter)
                    {
                        Counters[offset] = (long)value[at];
                    }
                    else
                    {
                        _averages.Span[offset + i] = (float)value[at];
                    }
                }
            }
        }
    }

    /// <summary>Writes all into the network's numbers.</summary>
    public void CopyBack() => _averages.Span.CopyTo(_weights.Buffers);
}
