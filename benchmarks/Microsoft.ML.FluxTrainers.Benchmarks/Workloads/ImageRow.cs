// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A row in memory: a gray image and its class.</summary>
internal sealed class ImageRow
{
    /// <summary>The pixels, row after row.</summary>
    public byte[] Image { get; set; } = [];

    /// <summary>The class, counted from 0.</summary>
    public uint Label { get; set; }

    /// <summary>How ML.NET sees a row.</summary>
    public static SchemaDefinition Schema(int pixels, int classes)
    {
        var schema = SchemaDefinition.Create(typeof(ImageRow));
        schema[nameof(Image)].ColumnType = new VectorDataViewType(NumberDataViewType.Byte, pixels);
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        return schema;
    }
}
