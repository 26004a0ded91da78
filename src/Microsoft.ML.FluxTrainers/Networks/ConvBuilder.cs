// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A small convolutional network for images: stages of convolution, activation and max pooling, then one linear
/// layer.</summary>
/// <remarks>The default is the network of MLJFlux's MNIST tutorial: three stages with 16, 32 and 32 channels, windows of 3 x 3
/// and pools of 2 x 2. Convolutions are padded by (size - 1) / 2, rounded down: with windows of odd size they keep the image's
/// size, with even ones they make it one smaller. Works with images of any size and number of channels that are large enough for
/// its pools.</remarks>
public sealed record ConvBuilder : StackBuilder
{
    /// <summary>Makes a builder with three stages.</summary>
    public ConvBuilder()
    {
    }

    /// <summary>Makes a builder with the given stages.</summary>
    /// <param name="channels">The channels of each stage, first to last, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of channels is less than 1.</exception>
    public ConvBuilder(params int[] channels) => Channels = Guard.NotNull(channels, nameof(channels));

    /// <summary>The channels of each stage, first to last, at least 1; empty for a linear model of the pixels. Default
    /// [16, 32, 32].</summary>
    public ValueList<int> Channels { get; init => field = Guard.EachPositive(value); } = [16, 32, 32];

    /// <summary>The height of the convolutions' window in pixels, at least 1. Default 3.</summary>
    public int KernelHeight { get; init => field = Guard.Positive(value); } = 3;

    /// <summary>The width of the convolutions' window in pixels, at least 1. Default 3.</summary>
    public int KernelWidth { get; init => field = Guard.Positive(value); } = 3;

    /// <summary>The height and width of the max pool that ends a stage, in pixels, and its steps; at least 1, which means no
    /// pool. A rest at the border is left out. Default 2.</summary>
    public int Pooling { get; init => field = Guard.Positive(value); } = 2;

    /// <summary>The probability that training drops a number before the linear layer, from 0 to below 1. Default 0.</summary>
    public double Dropout { get; init => field = Guard.BelowOne(value); }

    /// <summary>Applied after each convolution. Default <see cref="Activation.ReLU"/>.</summary>
    public Activation Activation { get; init => field = Guard.NotNull(value); } = Activation.ReLU;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Rows are no images, or images too small for the stages.</exception>
    public override LayerStack Describe(NetworkShape shape)
    {
        ImageRows.Require(shape, nameof(ConvBuilder));
        var layers = new List<NamedLayer>();
        var (channels, height, width) = (shape.Channels, shape.Height, shape.Width);
        for (var stage = 0; stage < Channels.Count; stage++)
        {
            var (padHeight, padWidth) = ((KernelHeight - 1) / 2, (KernelWidth - 1) / 2);
            layers.Add(new($"conv{stage}", new Conv2dLayer(channels, Channels[stage], [KernelHeight, KernelWidth])
            {
                Padding = [padHeight, padWidth],
            }));
            layers.Add(new($"{MlpBuilder.NameOf(Activation)}{stage}", new ActivationLayer(Activation)));
            if (Pooling > 1)
            {
                layers.Add(new($"pool{stage}", new MaxPool2dLayer([Pooling, Pooling])));
            }

            channels = Channels[stage];
            (height, width) = (After(height, KernelHeight, padHeight), After(width, KernelWidth, padWidth));
            if (height == 0 || width == 0)
            {
                throw TooSmall(shape, stage);
            }
        }

        layers.Add(new("flatten", new FlattenLayer()));
        if (Dropout > 0)
        {
            layers.Add(new("dropout", new DropoutLayer(Dropout)));
        }

        layers.Add(new("output", new LinearLayer(checked(channels * height * width), shape.Outputs)));
        return new(layers.ToArray());
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(
        $"{nameof(ConvBuilder)}({string.Join(", ", Channels)})",
        (nameof(KernelHeight), KernelHeight, 3), (nameof(KernelWidth), KernelWidth, 3), (nameof(Pooling), Pooling, 2),
        (nameof(Dropout), Dropout, 0.0), (nameof(Activation), Activation, Activation.ReLU));

    private int After(int size, int kernel, int padding) =>
        Window.Positions(Window.Positions(size, kernel, 1, padding), Pooling, Pooling, 0);

    private InvalidOperationException TooSmall(NetworkShape shape, int stage) => new(
        $"Images of {shape.Height} x {shape.Width} pixels (height x width) are too small for {Channels.Count} stages of windows of "
        + $"{KernelHeight} x {KernelWidth} and pools of {Pooling} x {Pooling}: nothing is left after stage {stage + 1}. "
        + "Take fewer stages, smaller windows or pools, or larger images.");
}
