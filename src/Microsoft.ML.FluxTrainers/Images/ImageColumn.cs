// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of images, and what is made of them.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Size">The size that the network gets; height and width 0 while the first image is still to tell.</param>
/// <param name="IsResized">Whether images of another size are resized; else they are refused.</param>
/// <param name="PixelOrder">How pixels lie in a vector.</param>
/// <param name="Folder">Where relative paths start, or null for the current directory.</param>
internal sealed record ImageColumn(string Name, ImageKind Kind, ImageSize Size, bool IsResized, PixelOrder PixelOrder, string? Folder)
{
    /// <summary>Whether images come with a size and colors of their own, as pictures and files do.</summary>
    public bool IsOfPictures => Kind is ImageKind.Picture or ImageKind.Path;
}
