// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What an image column holds.</summary>
internal enum ImageKind
{
    /// <summary>ML.NET's images in memory.</summary>
    Picture,

    /// <summary>The paths of image files.</summary>
    Path,

    /// <summary>Vectors of pixels, of type Byte.</summary>
    Bytes,

    /// <summary>Vectors of pixels, of type Single.</summary>
    Singles,
}
