// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using SkiaSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Decodes image files with SkiaSharp, one after the other into the same memory.</summary>
/// <remarks>As ML.NET's LoadImages does: colors are multiplied by their opacity, so that what is transparent is black, and the orientation
/// that a camera notes is left aside.</remarks>
internal sealed class ImageFile
{
    private const int BytesPerPixel = 4;
    private static readonly int _mostPixels = Array.MaxLength / BytesPerPixel;
    private byte[] _pixels = [];

    /// <summary>The height of the image that was read last.</summary>
    public int Height { get; private set; }

    /// <summary>Its width.</summary>
    public int Width { get; private set; }

    /// <summary>Its pixels: red, green, blue, opacity.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Height * Width * BytesPerPixel);

    /// <summary>Reads a file.</summary>
    /// <returns>What is wrong with it, as the end of a sentence, or null.</returns>
    public string? Read(string path) => SkiaNative.Run(() =>
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var codec = SKCodec.Create(stream, out var opened);
            return codec is null
                ? $"cannot be read as an image ({Text(opened)}). Repair or remove it; PNG, JPEG, BMP, GIF and WebP can be read."
                : SizeFault(codec.Info) ?? Decode(codec);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"cannot be opened: {exception.Message}";
        }
    });

    /// <summary>A small file may claim any size: what no array holds is refused before memory is taken for it.</summary>
    private static string? SizeFault(SKImageInfo info) => (long)info.Width * info.Height <= _mostPixels
        ? null
        : FormattableString.Invariant(
            $"is too large ({ImageSize.Text(info.Height, info.Width)} pixels, height x width): at most {_mostPixels} pixels can be decoded. Make it smaller, or remove it.");

    private unsafe string? Decode(SKCodec codec)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        if (_pixels.Length < info.BytesSize)
        {
            _pixels = new byte[info.BytesSize];
        }

        SKCodecResult result;
        fixed (byte* start = _pixels)
        {
            result = codec.GetPixels(info, (nint)start);
        }

        (Height, Width) = (info.Height, info.Width);
        return result == SKCodecResult.Success ? null : $"is damaged ({Text(result)}). Repair or remove it.";
    }

    private static string Text(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "its end is missing",
        SKCodecResult.ErrorInInput => "its data is broken",
        SKCodecResult.Unimplemented => "its format is unknown",
        _ => $"{result}",
    };
}
