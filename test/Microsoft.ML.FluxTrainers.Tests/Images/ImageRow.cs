// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row with an image of ML.NET's.</summary>
internal sealed class ImageRow
{
    [ImageType(8, 8)]
    public MLImage? Image { get; set; }

    [KeyType(3)]
    public uint Label { get; set; }

    public float Weight { get; set; } = 1;
}
