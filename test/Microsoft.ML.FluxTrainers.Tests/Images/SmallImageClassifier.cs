// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A classifier that learns <see cref="ImageData"/> in a moment.</summary>
internal static class SmallImageClassifier
{
    public static NeuralImageClassifierOptions Options { get; } = new()
    {
        Builder = new ConvBuilder(8),
        Optimizer = new Adam(0.01),
        Height = ImageData.Size,
        Width = ImageData.Size,
        Channels = 1,
        Epochs = 5,
    };
}
