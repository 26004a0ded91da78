// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A builder of a user's own that describes its network as data.</summary>
internal sealed record NarrowBuilder : StackBuilder
{
    public override LayerStack Describe(NetworkShape shape) => new([
        new("in", new LinearLayer(shape.Inputs, 2)),
        new("tanh", new ActivationLayer(Activation.Tanh)),
        new("output", new LinearLayer(2, shape.Outputs))]);
}
