// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A hash of rows of which only some numbers are stored, gathered row after row.</summary>
internal sealed class SparseDigest
{
    private readonly RowHash _ends = new();
    private readonly RowHash _indices = new();
    private readonly RowHash _values = new();
    private int _end;

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        _end = unchecked(_end + values.Length);
        AddAll([_end], indices, values);
    }

    /// <summary>Adds several rows.</summary>
    /// <param name="ends">Where each ends.</param>
    /// <param name="indices">Their indices, one row after the other.</param>
    /// <param name="values">Their values.</param>
    public void AddAll(ReadOnlySpan<int> ends, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        _ends.Append(MemoryMarshal.AsBytes(ends));
        _indices.Append(MemoryMarshal.AsBytes(indices));
        _values.Append(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Adds what was gathered to another hash, and begins anew.</summary>
    public void AddTo(RowHash hash)
    {
        foreach (var part in new[] { _ends, _indices, _values })
        {
            hash.Append(part.GetHashAndReset());
        }

        _end = 0;
    }
}
