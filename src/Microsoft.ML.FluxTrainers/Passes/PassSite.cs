// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where a pass takes place in a <see cref="PassChain"/>.</summary>
/// <param name="Before">The pass whose outputs it takes; null for the first, whose input is not its own to change.</param>
/// <param name="Capacity">The most rows at once.</param>
/// <param name="TrainedCount">How many of the flat parameters have a gradient: the first.</param>
/// <param name="ForScoring">Whether there is no backward pass, and parameters stay as they are.</param>
internal sealed record PassSite(LayerPass? Before, int Capacity, int TrainedCount, bool ForScoring)
{
    private static readonly PinnedFloats _none = new(0);

    /// <summary>Whether a tensor is trained.</summary>
    public bool HasGradient(TensorSlot? slot) => slot is not null && slot.Offset < TrainedCount;

    /// <summary>Memory for some numbers a row.</summary>
    /// <exception cref="InvalidOperationException">They are more than there can be.</exception>
    public PinnedFloats NewNumbers(int perRow)
    {
        var count = (long)Capacity * perRow;
        return count <= PinnedFloats.MaxLength
            ? new PinnedFloats((int)count)
            : throw new InvalidOperationException(
                $"A batch of {Capacity} rows is too large for a network with a layer that gives {perRow} numbers for a row: at most {PinnedFloats.MaxLength / perRow} rows fit. "
                + "Set a smaller BatchSize.");
    }

    /// <summary>The same for what only training needs.</summary>
    public PinnedFloats NewTrainingNumbers(int perRow) => ForScoring ? _none : NewNumbers(perRow);
}
