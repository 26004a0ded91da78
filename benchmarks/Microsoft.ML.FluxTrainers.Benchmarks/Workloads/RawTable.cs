// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>The numbers of a file that make_data.py wrote, which the Python peers read too.</summary>
/// <param name="Count">The number of rows.</param>
/// <param name="Width">Numbers per row, without the label.</param>
/// <param name="Labels">A label a row.</param>
/// <param name="Values">The other numbers, row after row.</param>
internal sealed record RawTable(int Count, int Width, float[] Labels, float[] Values)
{
    /// <summary>Reads a file: the number of rows and of columns, all labels, then the columns' numbers row after row; 4 bytes each, little-endian.</summary>
    public static RawTable Read(string file)
    {
        using var stream = File.OpenRead(file);
        var sizes = new int[2];
        stream.ReadExactly(MemoryMarshal.AsBytes(sizes.AsSpan()));
        var (labels, values) = (new float[sizes[0]], new float[sizes[0] * sizes[1]]);
        stream.ReadExactly(MemoryMarshal.AsBytes(labels.AsSpan()));
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new(sizes[0], sizes[1], labels, values);
    }

    /// <summary>The numbers of a row.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);
}
