// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What vectors of pixels of either type have in common.</summary>
internal static class PixelVectors
{
    /// <summary>What is wrong with a vector's length, in words, or null.</summary>
    public static string? LengthFault(string where, int length, ImageSize size) => length == size.Numbers
        ? null
        : FormattableString.Invariant($"{where} holds {length} numbers, but an image has {size.Numbers} ({size.Channels} x {size.Height} x {size.Width}).");

    /// <summary>Brings the pixels of a vector into channels.</summary>
    public static void Sort<T>(ReadOnlySpan<T> vector, ImageColumn column, Span<T> image)
    {
        var size = column.Size;
        if (column.PixelOrder == PixelOrder.ChannelsFirst || size.Channels == 1)
        {
            vector.CopyTo(image);
            return;
        }

        for (var channel = 0; channel < size.Channels; channel++)
        {
            for (var pixel = 0; pixel < size.Pixels; pixel++)
            {
                image[(channel * size.Pixels) + pixel] = vector[(pixel * size.Channels) + channel];
            }
        }
    }
}
