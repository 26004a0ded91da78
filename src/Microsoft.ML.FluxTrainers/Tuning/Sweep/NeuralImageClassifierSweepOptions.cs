// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a sweep by attributes, such as AutoML's, varies of a <see cref="NeuralImageClassifier"/>.</summary>
/// <remarks>The network is a <see cref="ConvBuilder"/>: a builder of another kind, given beside the sweep, is replaced by one.</remarks>
public sealed record NeuralImageClassifierSweepOptions : NeuralSweepOptions
{
    /// <summary>The channels of each stage of convolutions, with commas between. Default "16,32,32".</summary>
    [Choice(["16,32", "16,32,32", "32,64", "32,64,64"], "16,32,32")]
    public string Channels { get; init; } = "16,32,32";

    /// <summary>The height and width of the convolutions' window, in pixels. Default 3.</summary>
    [Choice([3, 5], 3)]
    public int KernelSize { get; init; } = 3;

    /// <summary>The optimizer's learning rate. Default 0.001.</summary>
    [Range(0.0001, 0.01, 0.001, true)]
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Passes over the training images. Default 20.</summary>
    [Choice([10, 20, 40], 20)]
    public int Epochs { get; init; } = 20;

    /// <summary>The trainer's options with the values of this sweep.</summary>
    /// <param name="options">What the sweep does not vary, such as the names of columns. Default: null, the trainer's defaults.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public NeuralImageClassifierOptions ToOptions(NeuralImageClassifierOptions? options = null)
    {
        options ??= new NeuralImageClassifierOptions();
        return Applied(options, LearningRate) with
        {
            Epochs = Epochs,
            Builder = (options.Builder as ConvBuilder ?? new ConvBuilder()) with
            {
                Channels = Widths(Channels, nameof(Channels)),
                KernelHeight = KernelSize,
                KernelWidth = KernelSize,
                Dropout = Dropout,
            },
        };
    }
}
