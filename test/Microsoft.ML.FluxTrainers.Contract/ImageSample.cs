// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>A row of <see cref="ImageData"/>: a gray image of 8 x 8 pixels whose stripes tell its class.</summary>
public sealed class ImageSample
{
    /// <summary>The number of the row, from 0.</summary>
    public long Row { get; set; }

    /// <summary>The class: "across", "down" or "slanted".</summary>
    public string Text { get; set; } = "";

    /// <summary>The pixels as bytes.</summary>
    [VectorType(64)]
    public byte[] Bytes { get; set; } = [];

    /// <summary>The same pixels as numbers of single precision.</summary>
    [VectorType(64)]
    public float[] Singles { get; set; } = [];

    /// <summary>The same pixels as numbers of double precision.</summary>
    [VectorType(64)]
    public double[] Doubles { get; set; } = [];

    /// <summary>As many numbers as the row says: a vector of variable size.</summary>
    public byte[] Several { get; set; } = [];

    /// <summary>The path of a file with the same image, where there is one.</summary>
    public string Path { get; set; } = "";

    /// <summary>A text to pass on.</summary>
    public string Note { get; set; } = "";
}
