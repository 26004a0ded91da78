// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the numbers of an image lie in a vector.</summary>
public enum PixelOrder
{
    /// <summary>Channel by channel, each row by row: [channels, height, width]. What ML.NET's ExtractPixels gives, and torch
    /// calls "channels first".</summary>
    ChannelsFirst,

    /// <summary>Pixel by pixel, the channels of one pixel side by side: [height, width, channels]. What ExtractPixels gives with
    /// interleavePixelColors.</summary>
    ChannelsLast,
}
