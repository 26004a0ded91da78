// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The order of the rows in each epoch.</summary>
internal sealed class EpochOrder(Shuffle shuffle, int rows, RandomStream random, int seed)
{
    private int[]? _order;

    /// <summary>The order of the next epoch, or null for the order of the data.</summary>
    /// <remarks>Each shuffle starts from the order of the data, so that the stream's state alone tells all later orders.</remarks>
    public int[]? Next()
    {
        switch (shuffle)
        {
            case Shuffle.None:
                return null;
            case Shuffle.Once:
                // Of a stream of its own, so that a fit that goes on has the same order.
                return _order ??= Draw(new RandomStreams(seed).Shuffle);
            default:
                return _order = Draw(random);
        }
    }

    private int[] Draw(RandomStream stream)
    {
        var order = _order ?? new int[rows];
        for (var i = 0; i < rows; i++)
        {
            order[i] = i;
        }

        stream.Shuffle(order);
        return order;
    }
}
