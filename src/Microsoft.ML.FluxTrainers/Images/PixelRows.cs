// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects images: as bytes while all pixels are whole numbers from 0 to 255, as floats otherwise.</summary>
/// <param name="size">The size of an image.</param>
/// <param name="promisedRows">How many will come, or null where the data does not tell.</param>
internal sealed class PixelRows(ImageSize size, long? promisedRows)
{
    private ImageStore? _bytes = new(size);
    private DenseStore? _numbers;

    private int Count => _bytes?.Count ?? _numbers!.Count;

    /// <summary>Adds the image that was read last.</summary>
    /// <exception cref="InsufficientMemoryException">All images need more memory than the process may have.</exception>
    public void Append(ImageReader reader)
    {
        if (_bytes is not null && reader.HasBytes)
        {
            reader.CopyBytes(size, _bytes.Append());
        }
        else
        {
            var image = new float[size.Numbers];
            reader.CopyNumbers(size, image);
            Numbers().Append(new VBuffer<float>(image.Length, image));
        }

        CheckMemory();
    }

    /// <summary>Adds a black image.</summary>
    public void AppendBlack()
    {
        if (_bytes is not null)
        {
            _bytes.Append();
        }
        else
        {
            Numbers().Append(new VBuffer<float>(size.Numbers, new float[size.Numbers]));
        }
    }

    /// <summary>All images, normalized.</summary>
    /// <param name="normalization">How.</param>
    /// <param name="weights">One weight an image, or none where all are 1.</param>
    public (FeatureStore Store, ImageNormalization Normalization) Finish(ImageNormalization normalization, float[] weights)
    {
        var settled = normalization.Settle(size.Channels, () => _bytes?.Measure(weights) ?? Measure(_numbers!, weights));
        var scaling = ImageScaling.Of(settled);
        _bytes?.Apply(scaling);
        _numbers?.Apply(scaling.ToInputScaling(size.Pixels));
        return (_bytes ?? (FeatureStore)_numbers!, settled);
    }

    private DenseStore Numbers()
    {
        if (_numbers is null)
        {
            _numbers = new DenseStore(size.Numbers);
            for (var row = 0; row < _bytes!.Count; row++)
            {
                var image = Array.ConvertAll(_bytes.Image(row).ToArray(), value => (float)value);
                _numbers.Append(new VBuffer<float>(image.Length, image));
            }

            _bytes = null;
        }

        return _numbers;
    }

    private void CheckMemory()
    {
        if ((Count & (Count - 1)) == 0) // at every power of two, so that it costs little
        {
            MemoryNeed.Check(promisedRows ?? Count + (Count / 8L), _bytes?.BytesPerRow ?? _numbers!.BytesPerRow, size.Numbers);
        }
    }

    /// <summary>The mean of a channel is that of its pixels' means; its variance the mean of their variances and of their means' squared
    /// distances.</summary>
    private (double[] Mean, double[] Std) Measure(DenseStore store, float[] weights)
    {
        var statistics = FeatureStatistics.Of(store, weights);
        var (mean, std) = (new double[size.Channels], new double[size.Channels]);
        for (var channel = 0; channel < size.Channels; channel++)
        {
            var (start, end) = (channel * size.Pixels, (channel + 1) * size.Pixels);
            var center = statistics.Mean[start..end].Average();
            mean[channel] = center;
            std[channel] = Math.Sqrt(Enumerable.Range(start, size.Pixels).Average(pixel =>
                (statistics.Deviation[pixel] * statistics.Deviation[pixel]) + ((statistics.Mean[pixel] - center) * (statistics.Mean[pixel] - center))));
        }

        return (mean, std);
    }
}
