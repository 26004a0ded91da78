// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The order of the rows in each epoch.</summary>
internal sealed class EpochOrder(Shuffle shuffle, int rows, RandomStream random)
{
    private int[]? _order;

    /// <summary>The order of the next epoch, or null for the order of the data.</summary>
    /// <remarks>Each shuffle starts from the order of the data, so that the stream's state alone tells all later orders.</remarks>
    public int[]? Next()
    {
        if (shuffle == Shuffle.None || (shuffle == Shuffle.Once && _order is not null))
        {
            return _order;
        }

        _order ??= new int[rows];
        for (var i = 0; i < rows; i++)
        {
            _order[i] = i;
        }

        random.Shuffle(_order);
        return _order;
    }
}
