// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads ML.NET's images. They belong to whoever made them: a reader takes their pixels and leaves them.</summary>
internal sealed class PictureReader(ImageColumn column, DataViewRow row) : ImageReader(column, row)
{
    private readonly ValueGetter<MLImage> _get = row.GetGetter<MLImage>(row.Schema[column.Name]);
    private readonly PixelConversion _conversion = new();

    // Handed in again and again, as ML.NET's own readers do: a column that loads images disposes the one before.
    private MLImage? _image;

    public override string? Read()
    {
        try
        {
            _get(ref _image!);
            if (_image is null)
            {
                return $"{Where} holds no image. Remove such rows first.";
            }

            (Height, Width) = (_image.Height, _image.Width);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
        {
            return $"{Where} holds an image that cannot be read: {exception.Message} To have damaged files named, leave the reading to the "
                + "trainer: give it the column of paths.";
        }
    }

    public override void CopyBytes(ImageSize size, Span<byte> image) =>
        _conversion.Convert(_image!.Pixels, Height, Width, isBlueFirst: _image.PixelFormat == MLPixelFormat.Bgra32, size, image);
}
