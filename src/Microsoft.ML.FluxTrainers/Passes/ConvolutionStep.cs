// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A convolution over images whose channels come last.</summary>
/// <param name="Window">Its window.</param>
/// <param name="Channels">The channels that go out.</param>
/// <param name="Weight">[outputs, channels, height, width], as in PyTorch.</param>
/// <param name="Bias">One number an output channel, or null.</param>
internal sealed record ConvolutionStep(SlidingWindow Window, int Channels, TensorSlot Weight, TensorSlot? Bias)
    : PlanStep(checked(Window.Positions * Channels))
{
    public override IEnumerable<TensorSlot> Parameters => Bias is null ? [Weight] : [Weight, Bias];

    public override double MultiplyAdds => (double)Window.Positions * Weight.Count;

    public override bool HasConvolutions => true;

    public override LayerPass NewPass(PassSite site) => new ConvolutionPass(this, site);
}
