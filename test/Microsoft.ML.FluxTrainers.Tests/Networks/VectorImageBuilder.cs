// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A builder for images, on vectors that hold the pixels.</summary>
internal sealed record VectorImageBuilder(StackBuilder Images, int Channels, int Height, int Width) : StackBuilder
{
    internal override WeightInitialization Initialization => Images.Initialization;

    public override LayerStack Describe(NetworkShape shape)
    {
        var images = Images.Describe(shape with { Channels = Channels, Height = Height, Width = Width });
        return new([new("image", new UnflattenLayer([Channels, Height, Width])), .. images.Layers]);
    }
}
