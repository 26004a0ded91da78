// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The residual networks ResNet-18 and ResNet-34 for images of any size.</summary>
/// <remarks>
/// He et al. (2016), "Deep residual learning for image recognition", CVPR. Images whose shorter side has 64 pixels or more start
/// with a convolution of 7 x 7 in steps of 2 and a max pool, as in the paper's networks for ImageNet; smaller ones, which would
/// shrink to nothing, with a convolution of 3 x 3 in steps of 1 and no pool, as in its networks for CIFAR-10. Weights have
/// torchvision's names ("conv1.weight", "layer2.0.downsample.1.bias", "fc.weight") and are drawn by its rule.
/// </remarks>
public sealed record ResNetBuilder : StackBuilder
{
    private const int SmallImage = 64;

    /// <summary>The number of layers with weights: 18 or 34. Default 18.</summary>
    public int Depth { get; init => field = Guard.OneOf([18, 34], value); } = 18;

    internal override WeightInitialization Initialization => new KaimingInitialization(linearDeviation: null);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Rows are no images.</exception>
    public override LayerStack Describe(NetworkShape shape)
    {
        ImageRows.Require(shape, nameof(ResNetBuilder));
        var layers = Stem(shape);
        var channels = 64;
        int[] blocks = Depth == 18 ? [2, 2, 2, 2] : [3, 4, 6, 3]; // of each stage
        for (var stage = 0; stage < blocks.Length; stage++)
        {
            for (var block = 0; block < blocks[stage]; block++)
            {
                var stride = stage > 0 && block == 0 ? 2 : 1;
                layers.Add(new($"layer{stage + 1}.{block}", Block(channels, 64 << stage, stride)));
                channels = 64 << stage;
            }
        }

        layers.Add(new("avgpool", new AdaptiveAvgPool2dLayer([1, 1])));
        layers.Add(new("flatten", new FlattenLayer()));
        layers.Add(new("fc", new LinearLayer(channels, shape.Outputs)));
        return new(layers.ToArray());
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(nameof(ResNetBuilder), (nameof(Depth), Depth, 18));

    private static List<NamedLayer> Stem(NetworkShape shape)
    {
        var isSmall = Math.Min(shape.Height, shape.Width) < SmallImage;
        List<NamedLayer> stem =
        [
            new("conv1", isSmall ? Convolution(shape.Channels, 64, 3, 1) : Convolution(shape.Channels, 64, 7, 2)),
            new("bn1", new BatchNorm2dLayer(64)),
            new("relu", new ActivationLayer(Activation.ReLU)),
        ];
        if (!isSmall)
        {
            stem.Add(new("maxpool", new MaxPool2dLayer([3, 3]) { Stride = [2, 2], Padding = [1, 1] }));
        }

        return stem;
    }

    private static ResidualLayer Block(int inChannels, int outChannels, int stride)
    {
        var body = new LayerStack([
            new("conv1", Convolution(inChannels, outChannels, 3, stride)),
            new("bn1", new BatchNorm2dLayer(outChannels)),
            new("relu", new ActivationLayer(Activation.ReLU)),
            new("conv2", Convolution(outChannels, outChannels, 3, 1)),
            new("bn2", new BatchNorm2dLayer(outChannels)),
        ]);
        return new ResidualLayer(body)
        {
            Shortcut = inChannels == outChannels ? null : new LayerStack([
                new("downsample.0", Convolution(inChannels, outChannels, 1, stride)),
                new("downsample.1", new BatchNorm2dLayer(outChannels)),
            ]),
        };
    }

    private static Conv2dLayer Convolution(int inChannels, int outChannels, int kernel, int stride) =>
        new(inChannels, outChannels, [kernel, kernel])
        {
            Stride = [stride, stride],
            Padding = [kernel / 2, kernel / 2],
            Bias = false,
        };
}
