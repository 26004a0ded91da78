// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How training images are varied at random, anew in each epoch: a small data set then teaches more. Off by default.</summary>
/// <remarks>Immutable. Only images that are trained on vary, never those that are predicted or whose loss is only measured. The variations are
/// drawn from a stream of their own, so the same seed gives the same bits.</remarks>
public sealed record Augmentation
{
    /// <summary>Whether half of the images are mirrored left to right: not for letters and digits. Default false.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>By how many pixels at most an image is moved up or down, and left or right, at least 0; what comes in is black.
    /// The RandomCrop with padding of other libraries. Default 0.</summary>
    public int Shift { get; init => field = Guard.NotNegative(value); }

    /// <summary>The smallest part of an image's area, greater than 0 and at most 1, that is cut out at a random place, in the image's
    /// proportions, and enlarged to its size (bilinear); the part is drawn between this and 1. Default 1: the whole image.</summary>
    public double SmallestCrop { get; init => field = value is > 0 and <= 1 ? value : throw Guard.OutOfRange(nameof(SmallestCrop), value, "a number greater than 0 and at most 1"); } = 1;

    /// <summary>Whether anything varies.</summary>
    internal bool IsOn => HorizontalFlip || Shift > 0 || SmallestCrop < 1;
}
