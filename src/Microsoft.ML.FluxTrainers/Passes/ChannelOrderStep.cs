// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Images get their channels last, as convolutions want them, or first again, as rows and PyTorch have them.</summary>
/// <param name="Channels">The channels.</param>
/// <param name="Pixels">The pixels.</param>
/// <param name="ToLast">Whether the channels get last.</param>
internal sealed record ChannelOrderStep(int Channels, int Pixels, bool ToLast) : PlanStep(checked(Channels * Pixels))
{
    public override LayerPass NewPass(PassSite site) => new ChannelOrderPass(this, site);
}
