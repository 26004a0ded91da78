// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One thread's share of a batch: the memory of its passes and, but for the first, a gradient of its own.</summary>
/// <param name="plan">The network.</param>
/// <param name="gradient">Where its gradient goes.</param>
internal sealed class BatchShare(NetworkPlan plan, PinnedFloats gradient)
{
    private PassChain? _network; // made for the first rows

    /// <summary>Where its gradient goes.</summary>
    public PinnedFloats Gradient => gradient;

    /// <summary>Draws its masks where a batch has several shares.</summary>
    public RandomStream Dropout { get; } = new(0);

    /// <summary>The first of its rows in the block.</summary>
    public int Start { get; private set; }

    /// <summary>How many rows it has.</summary>
    public int Rows { get; private set; }

    /// <summary>Where its loss, or that of its first batch, goes.</summary>
    public int FirstLoss { get; set; }

    /// <summary>The passes; there is memory for the rows that it has.</summary>
    public PassChain Network => _network!;

    /// <summary>Takes some rows, and makes room for them.</summary>
    /// <param name="start">The first of them in the block.</param>
    /// <param name="rows">How many.</param>
    public void Take(int start, int rows)
    {
        (Start, Rows) = (start, rows);
        if (_network is null || _network.Capacity < rows)
        {
            _network = new PassChain(plan, rows);
        }
    }
}
