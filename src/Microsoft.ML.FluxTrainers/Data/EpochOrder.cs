// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The order of the rows in each epoch.</summary>
/// <param name="shuffle">How rows are ordered.</param>
/// <param name="random">Where the orders of the epochs are drawn from.</param>
/// <param name="seed">The fit's seed.</param>
internal sealed class EpochOrder(Shuffle shuffle, RandomStream random, int seed)
{
    private int[]? _order;

    /// <summary>How rows are ordered.</summary>
    public Shuffle Shuffle => shuffle;

    /// <summary>This order where it stays and so is that of every pass, also of those that only measure, since rows on disk know no other; else null.</summary>
    public EpochOrder? Lasting => shuffle == Shuffle.Once ? this : null;

    /// <summary>The order of the next epoch for rows that can be taken in any order, or null for the order of the data.</summary>
    /// <remarks>Each shuffle starts from the order of the data, so that the stream's state alone tells all later orders.</remarks>
    public int[]? Next(int rows) => shuffle switch
    {
        Shuffle.None => null,
        Shuffle.Once => _order ??= Once(rows, seed),
        _ => _order = Draw(_order ?? new int[rows], random),
    };

    /// <summary>What draws the order of the next epoch for rows that can only be mixed as they come, or null for the order in which they come.</summary>
    public RandomStream? NextStream() => shuffle switch
    {
        Shuffle.None => null,
        Shuffle.Once => new RandomStreams(seed).Shuffle,
        _ => new RandomStream(random.NextSeed()),
    };

    /// <summary>The one order of all epochs.</summary>
    /// <remarks>Of a stream of its own, so that a fit that goes on has the same order.</remarks>
    public static int[] Once(int rows, int seed) => Draw(new int[rows], new RandomStreams(seed).Shuffle);

    private static int[] Draw(int[] order, RandomStream stream)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        stream.Shuffle(order);
        return order;
    }
}
