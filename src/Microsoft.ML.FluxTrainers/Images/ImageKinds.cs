// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which types of columns hold images.</summary>
internal static class ImageKinds
{
    /// <summary>What a column of images may be, in words.</summary>
    public const string Wanted = "an image, a path (text), or a vector of pixels of known size (Byte or Single)";

    /// <summary>The kind of a column, or null where it holds no images.</summary>
    public static ImageKind? Of(DataViewType type) => type switch
    {
        TextDataViewType => ImageKind.Path,
        VectorDataViewType { IsKnownSize: true } vector => OfPixels(vector.ItemType),
        ImageDataViewType => ImageKind.Picture,
        _ => null,
    };

    /// <summary>The kind of vectors of an item type, or null.</summary>
    public static ImageKind? OfPixels(DataViewType item) => item switch
    {
        NumberDataViewType number when number == NumberDataViewType.Byte => ImageKind.Bytes,
        NumberDataViewType number when number == NumberDataViewType.Single => ImageKind.Singles,
        _ => null,
    };

    /// <summary>The type of a column.</summary>
    public static DataViewType TypeOf(ImageColumn column) => column.Kind switch
    {
        ImageKind.Path => TextDataViewType.Instance,
        ImageKind.Bytes => new VectorDataViewType(NumberDataViewType.Byte, column.Size.Numbers),
        ImageKind.Singles => new VectorDataViewType(NumberDataViewType.Single, column.Size.Numbers),
        _ => new ImageDataViewType(column.Size.Height, column.Size.Width),
    };
}
