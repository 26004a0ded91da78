// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds a column of images, or says what the data has instead.</summary>
internal static class ImageColumns
{
    private const string Role = "image";
    private const int ColorChannels = 3;

    /// <summary>Images, promised.</summary>
    public static void RequireImages(this SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, Role, name);
        var isPicture = column.Kind == VectorKind.Scalar && column.ItemType is ImageDataViewType or TextDataViewType;
        var isVector = column is { Kind: VectorKind.Vector, IsKey: false } && ImageKinds.OfPixels(column.ItemType) is not null;
        if (!isPicture && !isVector)
        {
            throw host.ColumnError(Role, name, ImageKinds.Wanted, column.GetTypeString());
        }
    }

    /// <summary>Images in real data.</summary>
    /// <param name="schema">The data's columns.</param>
    /// <param name="host">Makes errors.</param>
    /// <param name="name">The column.</param>
    /// <param name="format">What the options say of it.</param>
    public static (DataViewSchema.Column Source, ImageColumn Column) RequireImages(
        this DataViewSchema schema, TrainerHost host, string name, ImageFormat format)
    {
        var source = schema.Require(host, Role, name);
        var kind = ImageKinds.Of(source.Type) ?? throw host.ColumnError(Role, name, ImageKinds.Wanted, source.Type.ToString()!);
        var isResized = kind is ImageKind.Picture or ImageKind.Path && format.Height is not null;
        var size = source.Type is VectorDataViewType vector ? OfVector(host, name, vector, format) : OfPictures(format);
        return (source, new ImageColumn(name, kind, size, isResized, format.PixelOrder, format.Folder));
    }

    private static ImageSize OfPictures(ImageFormat format) => format.Channels is null or 1 or ColorChannels
        ? new ImageSize(format.Channels ?? ColorChannels, format.Height ?? 0, format.Width ?? 0)
        : throw new ArgumentException(
            $"Pictures and files have 1 channel (gray) or 3 (red, green, blue), but Channels is {format.Channels}. Only pixel vectors may have others.");

    /// <summary>The options tell the size, or else the vector's own three dimensions.</summary>
    private static ImageSize OfVector(TrainerHost host, string name, VectorDataViewType vector, ImageFormat format)
    {
        if (format is { Height: { } height, Width: { } width })
        {
            var pixels = (long)height * width;
            var channels = format.Channels ?? vector.Size / pixels;
            return channels > 0 && channels * pixels == vector.Size
                ? new ImageSize((int)channels, height, width)
                : throw host.ColumnError(
                    Role,
                    name,
                    FormattableString.Invariant($"a vector of {format.Channels ?? 1} x {height} x {width} pixels, as Channels, Height and Width say,"),
                    vector.ToString()!);
        }

        return vector.Dimensions is [var first, var second, var third] && (format.Channels ?? ChannelsOf(first, third)) == ChannelsOf(first, third)
            ? format.PixelOrder == PixelOrder.ChannelsFirst ? new ImageSize(first, second, third) : new ImageSize(third, first, second)
            : throw host.ColumnError(Role, name, "a vector whose height and width are told by the options Height and Width", vector.ToString()!);

        int ChannelsOf(int before, int after) => format.PixelOrder == PixelOrder.ChannelsFirst ? before : after;
    }
}
