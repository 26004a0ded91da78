// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A row with a vector of pixels.</summary>
internal sealed class VectorRow<T>
{
    public T[] Image { get; set; } = [];

    [KeyType(3)]
    public uint Label { get; set; }

    /// <summary>Rows of vectors as ML.NET sees them.</summary>
    public static IDataView View(MLContext mlContext, IReadOnlyList<T[]> images, params int[] dimensions)
    {
        var schema = SchemaDefinition.Create(typeof(VectorRow<T>));
        var item = typeof(T) == typeof(byte) ? NumberDataViewType.Byte : NumberDataViewType.Single;
        schema[nameof(Image)].ColumnType = new VectorDataViewType(item, dimensions.Length > 0 ? dimensions : [images[0].Length]);
        return mlContext.Data.LoadFromEnumerable(images.Select((image, row) => new VectorRow<T> { Image = image, Label = (uint)(row % 3) }), schema);
    }
}
