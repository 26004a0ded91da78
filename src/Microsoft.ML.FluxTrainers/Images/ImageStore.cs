// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Images that stay bytes until a batch is made of them.</summary>
/// <param name="size">The size of an image.</param>
internal sealed class ImageStore(ImageSize size) : FeatureStore(size.Numbers)
{
    private const int Values = byte.MaxValue + 1;
    private const int BytesPerChunk = 1 << 22;
    private readonly List<byte[]> _chunks = [];
    private readonly int _rowsPerChunk = Math.Max(1, BytesPerChunk / size.Numbers);
    private float[][] _tables = [];
    private int _count;

    public override int Count => _count;

    public override long BytesPerRow => Width;

    /// <summary>Adds an image.</summary>
    /// <returns>Its bytes, to be filled, channel by channel.</returns>
    public Span<byte> Append()
    {
        if (_count == _chunks.Count * _rowsPerChunk)
        {
            _chunks.Add(new byte[_rowsPerChunk * Width]);
        }

        return Image(_count++);
    }

    /// <summary>The bytes of an image.</summary>
    public Span<byte> Image(int row) => _chunks[row / _rowsPerChunk].AsSpan(row % _rowsPerChunk * Width, Width);

    /// <summary>Settles what the network gets of a byte.</summary>
    public void Apply(ImageScaling scaling) => _tables = [.. Enumerable.Range(0, size.Channels).Select(channel =>
        Enumerable.Range(0, Values).Select(value => scaling.Of(channel, value)).ToArray())];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once for every image of every epoch
    public override void CopyRow(int row, Span<float> destination)
    {
        var image = Image(row);
        for (var channel = 0; channel < _tables.Length; channel++)
        {
            var table = _tables[channel];
            var from = image.Slice(channel * size.Pixels, size.Pixels);
            var to = destination.Slice(channel * size.Pixels, size.Pixels);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = table[from[i]];
            }
        }
    }

    public override void AddTo(RowHash hash)
    {
        for (var row = 0; row < _count; row += _rowsPerChunk)
        {
            hash.Append(_chunks[row / _rowsPerChunk].AsSpan(0, Math.Min(_rowsPerChunk, _count - row) * Width));
        }

        foreach (var table in _tables)
        {
            hash.Append(MemoryMarshal.AsBytes(table.AsSpan()));
        }
    }

    /// <summary>Mean and standard deviation of each channel's bytes over all images.</summary>
    /// <param name="weights">One weight an image, or none where all are 1.</param>
    public (double[] Mean, double[] Std) Measure(float[] weights)
    {
        var (mean, std) = (new double[size.Channels], new double[size.Channels]);
        for (var channel = 0; channel < size.Channels; channel++)
        {
            var counts = Histogram(channel, weights);
            var total = counts.Sum();
            mean[channel] = counts.Select((count, value) => count * value).Sum() / total;
            var center = mean[channel];
            std[channel] = Math.Sqrt(counts.Select((count, value) => count * (value - center) * (value - center)).Sum() / total);
        }

        return (mean, std);
    }

    private double[] Histogram(int channel, float[] weights)
    {
        var counts = new double[Values];
        for (var row = 0; row < _count; row++)
        {
            var weight = weights.Length == 0 ? 1.0 : weights[row];
            foreach (var value in Image(row).Slice(channel * size.Pixels, size.Pixels))
            {
                counts[value] += weight;
            }
        }

        return counts;
    }
}
