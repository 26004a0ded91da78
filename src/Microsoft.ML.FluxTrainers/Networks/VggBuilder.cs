// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The VGG networks for images, adapted to the size of the image.</summary>
/// <remarks>
/// Simonyan and Zisserman (2015), "Very deep convolutional networks for large-scale image recognition", ICLR. Five stages of
/// convolutions of 3 x 3, each ended by a max pool of 2 x 2, then three linear layers. The first linear layer takes what the
/// stages give, so images need at least 32 x 32 pixels; with 224 x 224 this is torchvision's network, whose names the weights
/// have ("features.0.weight", "classifier.6.bias") and by whose rule they are drawn.
/// </remarks>
public sealed record VggBuilder : StackBuilder
{
    private const int SmallestImage = 32; // halved five times

    /// <summary>The number of layers with weights: 11, 13, 16 or 19. Default 16.</summary>
    public int Depth { get; init => field = Guard.OneOf([11, 13, 16, 19], value); } = 16;

    /// <summary>Whether a batch norm follows each convolution. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>The width of the two hidden linear layers, at least 1. Default 4096.</summary>
    public int Hidden { get; init => field = Guard.Positive(value); } = 4096;

    /// <summary>The probability that training drops a number after a hidden linear layer, from 0 to below 1. Default
    /// 0.5.</summary>
    public double Dropout { get; init => field = Guard.BelowOne(value); } = 0.5;

    // How many there are in each stage.
    private int[] Convolutions => Depth switch
    {
        11 => [1, 1, 2, 2, 2],
        13 => [2, 2, 2, 2, 2],
        16 => [2, 2, 3, 3, 3],
        _ => [2, 2, 4, 4, 4],
    };

    internal override WeightInitialization Initialization => new KaimingInitialization(0.01);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Rows are no images, or images of fewer than 32 x 32 pixels.</exception>
    public override LayerStack Describe(NetworkShape shape)
    {
        ImageRows.Require(shape, nameof(VggBuilder));
        if (Math.Min(shape.Height, shape.Width) < SmallestImage)
        {
            throw new InvalidOperationException(
                $"Images of {shape.Height} x {shape.Width} pixels (height x width) are too small: VGG halves them five times, so they "
                + $"need at least {SmallestImage} x {SmallestImage}. Resize them, or take {nameof(ConvBuilder)} or {nameof(ResNetBuilder)}.");
        }

        var features = Features(shape.Channels);
        var size = checked(512 * (shape.Height / SmallestImage) * (shape.Width / SmallestImage));
        List<Layer> classifier =
        [
            new LinearLayer(size, Hidden), new ActivationLayer(Activation.ReLU), new DropoutLayer(Dropout),
            new LinearLayer(Hidden, Hidden), new ActivationLayer(Activation.ReLU), new DropoutLayer(Dropout),
            new LinearLayer(Hidden, shape.Outputs),
        ];
        return new(
        [
            .. features.Select((layer, index) => new NamedLayer($"features.{index}", layer)),
            new("flatten", new FlattenLayer()),
            .. classifier.Select((layer, index) => new NamedLayer($"classifier.{index}", layer)),
        ]);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(
        nameof(VggBuilder),
        (nameof(Depth), Depth, 16), (nameof(BatchNorm), BatchNorm, false), (nameof(Hidden), Hidden, 4096), (nameof(Dropout), Dropout, 0.5));

    private List<Layer> Features(int channels)
    {
        var layers = new List<Layer>();
        var convolutions = Convolutions;
        for (var stage = 0; stage < convolutions.Length; stage++)
        {
            var width = Math.Min(64 << stage, 512);
            for (var convolution = 0; convolution < convolutions[stage]; convolution++)
            {
                layers.Add(new Conv2dLayer(channels, width, [3, 3]) { Padding = [1, 1] });
                if (BatchNorm)
                {
                    layers.Add(new BatchNorm2dLayer(width));
                }

                layers.Add(new ActivationLayer(Activation.ReLU));
                channels = width;
            }

            layers.Add(new MaxPool2dLayer([2, 2]));
        }

        return layers;
    }
}
