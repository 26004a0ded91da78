// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Makes ML.NET's images.</summary>
internal static class Pictures
{
    /// <summary>An image of one color.</summary>
    public static MLImage Plain(int height, int width, byte red = 0, byte green = 0, byte blue = 0) =>
        Color([.. Enumerable.Range(0, height * width).Select(_ => (red, green, blue))], height, width);

    /// <summary>An image of gray pixels, row by row.</summary>
    public static MLImage Gray(IEnumerable<byte> pixels, int height, int width) =>
        Color([.. pixels.Select(pixel => (pixel, pixel, pixel))], height, width);

    /// <summary>An image of red, green and blue, row by row.</summary>
    public static MLImage Color((byte Red, byte Green, byte Blue)[] pixels, int height, int width, bool isBlueFirst = false, byte opacity = 255)
    {
        byte[] bytes = [.. pixels.SelectMany(pixel => isBlueFirst
            ? new[] { pixel.Blue, pixel.Green, pixel.Red, opacity }
            : [pixel.Red, pixel.Green, pixel.Blue, opacity])];
        return MLImage.CreateFromPixels(width, height, isBlueFirst ? MLPixelFormat.Bgra32 : MLPixelFormat.Rgba32, bytes);
    }
}
