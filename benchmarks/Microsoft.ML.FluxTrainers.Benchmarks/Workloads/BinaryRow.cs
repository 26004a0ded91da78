// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A row in memory: features as a dense vector, true or false.</summary>
internal sealed class BinaryRow
{
    /// <summary>The raw features.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The class.</summary>
    public bool Label { get; set; }

    /// <summary>How ML.NET sees a row.</summary>
    public static SchemaDefinition Schema(int width)
    {
        var schema = SchemaDefinition.Create(typeof(BinaryRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return schema;
    }
}
