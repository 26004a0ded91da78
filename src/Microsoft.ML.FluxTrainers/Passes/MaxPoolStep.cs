// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The largest number under a window, over images whose channels come last.</summary>
/// <param name="Window">The window.</param>
internal sealed record MaxPoolStep(SlidingWindow Window) : PlanStep(checked(Window.Positions * Window.Channels))
{
    public override LayerPass NewPass(PassSite site) => new MaxPoolPass(this, site);
}
