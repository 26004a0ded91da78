// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using SkiaSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>From the pixels of a picture, four bytes each, to channels in the size wanted.</summary>
internal sealed class PixelConversion
{
    private const int BytesPerPixel = 4;
    private byte[] _resized = [];

    /// <summary>Resizes where needed, and sorts channels.</summary>
    /// <param name="pixels">The picture, row by row.</param>
    /// <param name="height">Its height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="isBlueFirst">Whether the bytes of a pixel are blue, green, red, opacity; else red, green, blue, opacity.</param>
    /// <param name="size">The size wanted, with 1 channel (gray) or 3 (red, green, blue).</param>
    /// <param name="image">Receives the image, channel by channel.</param>
    public void Convert(ReadOnlySpan<byte> pixels, int height, int width, bool isBlueFirst, ImageSize size, Span<byte> image)
    {
        if (height != size.Height || width != size.Width)
        {
            Array.Resize(ref _resized, checked(BytesPerPixel * size.Pixels));
            Resize(pixels, height, width, size);
            pixels = _resized;
        }

        var (red, blue) = isBlueFirst ? (2, 0) : (0, 2);
        if (size.Channels == 1)
        {
            for (var i = 0; i < image.Length; i++)
            {
                var pixel = pixels.Slice(BytesPerPixel * i, BytesPerPixel);
                image[i] = Gray(pixel[red], pixel[1], pixel[blue]);
            }

            return;
        }

        for (var i = 0; i < size.Pixels; i++)
        {
            var pixel = pixels.Slice(BytesPerPixel * i, BytesPerPixel);
            image[i] = pixel[red];
            image[size.Pixels + i] = pixel[1];
            image[(2 * size.Pixels) + i] = pixel[blue];
        }
    }

    /// <summary>How bright a color looks, by ITU-R BT.601.</summary>
    private static byte Gray(byte red, byte green, byte blue) => (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);

    /// <summary>Bilinear; where the image shrinks, from a copy that is first halved as often as fits, so that no pixel is skipped.</summary>
    private unsafe void Resize(ReadOnlySpan<byte> pixels, int height, int width, ImageSize size)
    {
        fixed (byte* from = pixels, to = _resized)
        {
            var (start, end) = ((nint)from, (nint)to);
            var done = SkiaNative.Run(() =>
            {
                // Which channel is which does not matter here, as long as both say the same.
                using var source = new SKPixmap(Info(width, height), start);
                using var target = new SKPixmap(Info(size.Width, size.Height), end);
                return source.ScalePixels(target, SKFilterQuality.Medium);
            });
            if (!done)
            {
                throw new InvalidOperationException(
                    $"An image of {ImageSize.Text(height, width)} pixels (height x width) could not be resized to {ImageSize.Text(size.Height, size.Width)}.");
            }
        }
    }

    private static SKImageInfo Info(int width, int height) => new(width, height, SKColorType.Rgba8888, SKAlphaType.Premul);
}
