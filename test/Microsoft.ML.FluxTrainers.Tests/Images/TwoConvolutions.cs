// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The network of MLJFlux's tests of images of 6 x 6: two convolutions of 2 x 2 and a dense layer, without activations,
/// initial weights by Glorot's rule.</summary>
internal sealed record TwoConvolutions : StackBuilder
{
    public override LayerStack Describe(NetworkShape shape) => new(
    [
        new("conv0", new Conv2dLayer(shape.Channels, 2, [2, 2])),
        new("conv1", new Conv2dLayer(2, 1, [2, 2])),
        new("flatten", new FlattenLayer()),
        new("output", new LinearLayer(16, shape.Outputs)),
    ]);
}
