// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Means of the pixels in bins, over images whose channels come last.</summary>
/// <param name="Channels">The channels.</param>
/// <param name="Vertical">The bins over the height.</param>
/// <param name="Horizontal">The bins over the width.</param>
/// <param name="Divisor">What sums are divided by; 0 for the number of pixels in a bin.</param>
internal sealed record MeanPoolStep(int Channels, PoolBins Vertical, PoolBins Horizontal, int Divisor)
    : PlanStep(checked(Vertical.Count * Horizontal.Count * Channels))
{
    public override LayerPass NewPass(PassSite site) => new MeanPoolPass(this, site);
}
