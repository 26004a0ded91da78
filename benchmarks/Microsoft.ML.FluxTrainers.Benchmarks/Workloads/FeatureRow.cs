// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A row in memory: features as a dense vector, a class as a key.</summary>
internal sealed class FeatureRow
{
    /// <summary>The raw features.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The class, counted from 0: ML.NET makes keys in memory start there.</summary>
    public uint Label { get; set; }

    /// <summary>How ML.NET sees a row.</summary>
    public static SchemaDefinition Schema(int width, int classes)
    {
        var schema = SchemaDefinition.Create(typeof(FeatureRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), classes);
        return schema;
    }
}
