// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A network for images with a block of each kind: with and without layers in the shortcut.</summary>
internal sealed record SmallResidualBuilder : StackBuilder
{
    /// <summary>Two channels to three, half as high and wide: 159 parameters.</summary>
    public static ResidualLayer Narrowing { get; } = new(new([
        new("conv1", new Conv2dLayer(2, 3, [3, 3]) { Stride = [2, 2], Padding = [1, 1], Bias = false }),
        new("bn1", new BatchNorm2dLayer(3)),
        new("relu", new ActivationLayer(Activation.ReLU)),
        new("conv2", new Conv2dLayer(3, 3, [3, 3]) { Padding = [1, 1], Bias = false }),
        new("bn2", new BatchNorm2dLayer(3)),
    ]))
    {
        Shortcut = new([
            new("downsample.0", new Conv2dLayer(2, 3, [1, 1]) { Stride = [2, 2], Bias = false }),
            new("downsample.1", new BatchNorm2dLayer(3)),
        ]),
    };

    public override LayerStack Describe(NetworkShape shape) => new([
        new("stem", new Conv2dLayer(shape.Channels, 2, [1, 1])),
        new("block.0", Narrowing),
        new("block.1", new ResidualLayer(new([new("conv", new Conv2dLayer(3, 3, [3, 3]) { Padding = [1, 1] })])) { Activation = Activation.Tanh }),
        new("pool", new AdaptiveAvgPool2dLayer([1, 1])),
        new("flatten", new FlattenLayer()),
        new("output", new LinearLayer(3, shape.Outputs)),
    ]);
}
