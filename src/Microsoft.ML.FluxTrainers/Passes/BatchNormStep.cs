// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Channels, which come last, with mean 0 and variance 1 over the batch, scaled and shifted; in prediction by averages that were kept in training.</summary>
/// <param name="Channels">The channels: of a vector its numbers.</param>
/// <param name="Pixels">The positions of a row.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">The weight of a batch in the averages.</param>
/// <param name="KeepsOneRow">Whether a batch of one row is taken as in prediction, as in <see cref="HeldBatchNorms"/>.</param>
internal sealed record BatchNormStep(int Channels, int Pixels, double Epsilon, double Momentum, bool KeepsOneRow) : PlanStep(checked(Channels * Pixels))
{
    /// <summary>The scales, or null.</summary>
    public required TensorSlot? Weight { get; init; }

    /// <summary>The shifts, or null.</summary>
    public required TensorSlot? Bias { get; init; }

    /// <summary>Where the average of means is among the buffers.</summary>
    public required TensorSlot Mean { get; init; }

    /// <summary>Where the average of variances is among the buffers.</summary>
    public required TensorSlot Variance { get; init; }

    /// <summary>Where the number of batches is among the counters.</summary>
    public required TensorSlot Counter { get; init; }

    public override IEnumerable<TensorSlot> Parameters => Weight is null ? [] : [Weight, Bias!];

    public override LayerPass NewPass(PassSite site) => new BatchNormPass(this, site);

    /// <inheritdoc/>
    /// <remarks>One all of whose parameters are frozen stays as in prediction.</remarks>
    public override bool NeedsWholeBatch(int trainedCount) => Weight is null || Parameters.Any(slot => slot.Offset < trainedCount);
}
