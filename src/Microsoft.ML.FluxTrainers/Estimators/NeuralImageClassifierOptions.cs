// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of a <see cref="NeuralImageClassifier"/>. Immutable; vary one with <c>with</c>.</summary>
/// <remarks>Other defaults than those of tables: <see cref="ConvBuilder"/>, Adam with learning rate 0.001, 20 epochs.</remarks>
public sealed record NeuralImageClassifierOptions : NeuralOptions
{
    /// <summary>The defaults.</summary>
    public NeuralImageClassifierOptions()
    {
        Builder = new ConvBuilder();
        Optimizer = new Adam();
        Epochs = 20;
    }

    /// <summary>The settings of MLJFlux's ImageClassifier: VGG with 16 layers, Adam 0.001, 10 epochs, batch size 1, no shuffling, pixels
    /// between 0 and 1. Images need at least 32 x 32 pixels.</summary>
    public static NeuralImageClassifierOptions MljFlux { get; } = new()
    {
        Builder = new VggBuilder(),
        Optimizer = new Adam(),
        Epochs = 10,
        BatchSize = 1,
        Shuffle = Shuffle.None,
        Normalization = ImageNormalization.UnitInterval,
    };

    /// <summary>The images: a column of <c>MLImage</c>, of paths (text), or of vectors of pixels (Byte or Single). Default "Image".</summary>
    public string ImageColumnName { get; init => field = Guard.NotEmpty(value); } = "Image";

    /// <summary>Where relative paths start. It becomes part of the model. Default: null, the current directory.</summary>
    public string? ImageFolder { get; init; }

    /// <summary>The height of an image in pixels, at least 1, given together with <see cref="Width"/>. Pictures and files of
    /// another size are resized (bilinear); of pixel vectors it is the height that they have. Default: null, the height of the
    /// first image, or that of a vector with three dimensions.</summary>
    public int? Height { get; init => field = value is { } height ? Guard.Positive(height) : null; }

    /// <summary>The width of an image in pixels, at least 1, given together with <see cref="Height"/>. Default: null, the width of the
    /// first image, or that of a vector with three dimensions.</summary>
    public int? Width { get; init => field = value is { } width ? Guard.Positive(width) : null; }

    /// <summary>The channels of an image: 1 for gray, 3 for red, green and blue; vectors may have any number, at least 1. Default:
    /// null, 3 for pictures and files, and what its size leaves of a vector.</summary>
    public int? Channels { get; init => field = value is { } channels ? Guard.Positive(channels) : null; }

    /// <summary>How pixels lie in a vector. Default: channel by channel.</summary>
    public PixelOrder PixelOrder { get; init => field = Guard.Defined(value); }

    /// <summary>How pixels become numbers. Default: each channel to mean 0 and standard deviation 1 over the training images.</summary>
    public ImageNormalization Normalization { get; init => field = Guard.NotNull(value); } = new();

    /// <summary>How training images are varied at random. Default: not at all.</summary>
    public Augmentation Augmentation { get; init => field = Guard.NotNull(value); } = new();

    /// <summary>How far the outputs are from the classes. Default: cross entropy.</summary>
    public Loss Loss { get; init => field = Guard.NotNull(value); } = new CrossEntropy();

    /// <summary>How much each class counts. Default: null, all the same.</summary>
    public ClassWeights? ClassWeights { get; init; }

    internal override ClassWeights? RowClassWeights => ClassWeights;

    internal ImageFormat Format => new(Height, Width, Channels, PixelOrder, ImageFolder);

    private protected override Loss TrainingLoss => Loss;

    private protected override void CheckLoss() => NeuralClassifierOptions.CheckClassLoss(Loss);

    private protected override void CheckInput()
    {
        if (Height is null != Width is null)
        {
            throw new ArgumentException("Height and Width go together: set both, or neither.");
        }

        if (Optimizer.NeedsClosure && Augmentation.IsOn)
        {
            throw new ArgumentException(
                $"{Optimizer.GetType().Name} compares losses on the same rows: it cannot be combined with Augmentation.");
        }
    }
}
