// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the options say of an image column.</summary>
/// <param name="Height">The height in pixels, or null.</param>
/// <param name="Width">The width in pixels, or null.</param>
/// <param name="Channels">The number of channels, or null.</param>
/// <param name="PixelOrder">How pixels lie in a vector.</param>
/// <param name="Folder">Where relative paths start, or null for the current directory.</param>
internal sealed record ImageFormat(int? Height, int? Width, int? Channels, PixelOrder PixelOrder, string? Folder);
