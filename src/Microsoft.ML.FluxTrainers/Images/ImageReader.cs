// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the image of the row at hand.</summary>
/// <param name="column">The column.</param>
/// <param name="row">The row that a cursor moves.</param>
internal abstract class ImageReader(ImageColumn column, DataViewRow row)
{
    private byte[] _bytes = [];

    /// <summary>The height of the image that was read last, as it came.</summary>
    public int Height { get; protected set; }

    /// <summary>Its width.</summary>
    public int Width { get; protected set; }

    /// <summary>Whether its pixels are whole numbers from 0 to 255.</summary>
    public virtual bool HasBytes => true;

    /// <summary>The column.</summary>
    protected ImageColumn Column => column;

    /// <summary>What messages call the image, for example "Column 'Image' in row 7".</summary>
    protected virtual string Where => FormattableString.Invariant($"Column '{column.Name}' in row {row.Position}");

    /// <summary>A reader for a column, by the type that it has in this row.</summary>
    public static ImageReader Of(ImageColumn column, DataViewRow row) => ImageKinds.Of(row.Schema[column.Name].Type) switch
    {
        ImageKind.Picture => new PictureReader(column, row),
        ImageKind.Path => new PathReader(column, row),
        ImageKind.Bytes => new ByteVectorReader(column, row),
        _ => new SingleVectorReader(column, row),
    };

    /// <summary>Reads the image.</summary>
    /// <returns>What is wrong with it, in words, or null.</returns>
    public abstract string? Read();

    /// <summary>What is wrong with the size of the image that was read last, in words, or null.</summary>
    /// <param name="wanted">The size of the other images.</param>
    /// <param name="others">What they are, for the message.</param>
    /// <param name="cure">What to do.</param>
    public string? SizeFault(ImageSize wanted, string others, string cure) => column.IsResized || (Height == wanted.Height && Width == wanted.Width)
        ? null
        : $"{Where} holds an image of {ImageSize.Text(Height, Width)} pixels (height x width), but {others} {ImageSize.Text(wanted.Height, wanted.Width)}. {cure}";

    /// <summary>Writes the image that was read last, channel by channel, in the size given.</summary>
    public abstract void CopyBytes(ImageSize size, Span<byte> image);

    /// <summary>Writes the image that was read last as numbers, channel by channel, in the size given.</summary>
    public virtual void CopyNumbers(ImageSize size, Span<float> image)
    {
        Array.Resize(ref _bytes, size.Numbers);
        CopyBytes(size, _bytes);
        TensorPrimitives.ConvertTruncating<byte, float>(_bytes, image);
    }
}
