// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads images that are vectors of Single.</summary>
internal sealed class SingleVectorReader : ImageReader
{
    private readonly ValueGetter<VBuffer<float>> _get;
    private readonly float[] _dense;
    private readonly float[] _sorted;
    private VBuffer<float> _pixels;

    public SingleVectorReader(ImageColumn column, DataViewRow row)
        : base(column, row)
    {
        _get = row.GetGetter<VBuffer<float>>(row.Schema[column.Name]);
        (_dense, _sorted) = (new float[column.Size.Numbers], new float[column.Size.Numbers]);
        (Height, Width) = (column.Size.Height, column.Size.Width);
    }

    public override bool HasBytes => Array.TrueForAll(_dense, pixel => (byte)Math.Clamp(pixel, byte.MinValue, byte.MaxValue) == pixel);

    public override string? Read()
    {
        _get(ref _pixels);
        if (PixelVectors.LengthFault(Where, _pixels.Length, Column.Size) is { } fault)
        {
            return fault;
        }

        _pixels.CopyTo(_dense);
        var bad = Array.FindIndex(_dense, pixel => !float.IsFinite(pixel));
        return bad < 0
            ? null
            : FormattableString.Invariant($"{Where} holds {_dense[bad]} as number {bad} of its pixels. Repair or remove such rows first.");
    }

    public override void CopyBytes(ImageSize size, Span<byte> image)
    {
        CopyNumbers(size, _sorted);
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = (byte)_sorted[i];
        }
    }

    public override void CopyNumbers(ImageSize size, Span<float> image) => PixelVectors.Sort<float>(_dense, Column, image);
}
