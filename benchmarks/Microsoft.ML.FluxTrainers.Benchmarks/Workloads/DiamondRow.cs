// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A row in memory: numbers as a dense vector, three keys, a number to predict.</summary>
internal sealed class DiamondRow
{
    /// <summary>The standardized numbers.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The cut, counted from 0: ML.NET makes keys in memory start there.</summary>
    public uint Cut { get; set; }

    /// <summary>The color, counted from 0.</summary>
    public uint Color { get; set; }

    /// <summary>The clarity, counted from 0.</summary>
    public uint Clarity { get; set; }

    /// <summary>The standardized logarithm of the price.</summary>
    public float Label { get; set; }

    /// <summary>How ML.NET sees a row.</summary>
    public static SchemaDefinition Schema(int width, int cuts, int colors, int clarities)
    {
        var schema = SchemaDefinition.Create(typeof(DiamondRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        schema[nameof(Cut)].ColumnType = new KeyDataViewType(typeof(uint), cuts);
        schema[nameof(Color)].ColumnType = new KeyDataViewType(typeof(uint), colors);
        schema[nameof(Clarity)].ColumnType = new KeyDataViewType(typeof(uint), clarities);
        return schema;
    }
}
