// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads images that are vectors of bytes.</summary>
internal sealed class ByteVectorReader : ImageReader
{
    private readonly ValueGetter<VBuffer<byte>> _get;
    private readonly byte[] _dense;
    private VBuffer<byte> _pixels;

    public ByteVectorReader(ImageColumn column, DataViewRow row)
        : base(column, row)
    {
        _get = row.GetGetter<VBuffer<byte>>(row.Schema[column.Name]);
        _dense = new byte[column.Size.Numbers];
        (Height, Width) = (column.Size.Height, column.Size.Width);
    }

    public override string? Read()
    {
        _get(ref _pixels);
        return PixelVectors.LengthFault(Where, _pixels.Length, Column.Size);
    }

    public override void CopyBytes(ImageSize size, Span<byte> image)
    {
        _pixels.CopyTo(_dense);
        PixelVectors.Sort<byte>(_dense, Column, image);
    }
}
