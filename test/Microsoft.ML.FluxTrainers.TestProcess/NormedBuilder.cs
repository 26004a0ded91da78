// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>A network with each norm, of vectors and of images.</summary>
internal sealed record NormedBuilder : StackBuilder
{
    public override LayerStack Describe(NetworkShape shape) => new([
        new("vector", new BatchNorm1dLayer(shape.Inputs)),
        new("image", new UnflattenLayer([1, shape.Inputs, 1])),
        new("conv", new Conv2dLayer(1, 4, [1, 1])),
        new("norm", new BatchNorm2dLayer(4)),
        new("relu", new ActivationLayer(Activation.ReLU)),
        new("flat", new FlattenLayer()),
        new("row", new LayerNormLayer([4 * shape.Inputs])),
        new("output", new LinearLayer(4 * shape.Inputs, shape.Outputs)),
    ]);
}
