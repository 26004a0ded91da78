// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects images: as bytes while they stay in memory and all pixels are whole numbers from 0 to 255, as floats otherwise.</summary>
/// <param name="size">The size of an image.</param>
/// <param name="storage">Where they are kept.</param>
internal sealed class PixelRows(ImageSize size, RowStorage storage)
{
    private ImageStore? _bytes = storage.BeginsInMemory ? new(size) : null;
    private FeatureCollector _numbers = new(size.Numbers, storage); // once there are no bytes any more
    private long _nextLook = 1;

    /// <summary>Adds the image that was read last.</summary>
    /// <param name="reader">What read it.</param>
    /// <param name="weight">Its weight.</param>
    /// <exception cref="InsufficientMemoryException">All images need more memory than the process may have.</exception>
    /// <exception cref="IOException">All images need more room than their folder has.</exception>
    public void Append(ImageReader reader, float weight)
    {
        if (_bytes is not null && reader.HasBytes)
        {
            reader.CopyBytes(size, _bytes.Append());
            CheckMemory(_bytes);
            return;
        }

        MoveToNumbers();
        var image = new float[size.Numbers];
        reader.CopyNumbers(size, image);
        _numbers.Append(new VBuffer<float>(image.Length, image), weight);
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
            _numbers.Append(new VBuffer<float>(size.Numbers, new float[size.Numbers]));
        }
    }

    /// <summary>All images, normalized.</summary>
    /// <param name="normalization">How.</param>
    /// <param name="weights">One weight an image, or none where all are 1.</param>
    public (FeatureStore Store, ImageNormalization Normalization) Finish(ImageNormalization normalization, float[] weights)
    {
        var numbers = _bytes is null ? _numbers.Finish() : null;
        var settled = normalization.Settle(size.Channels, () => _bytes?.Measure(weights) ?? Measure(numbers!, weights));
        var scaling = ImageScaling.Of(settled);
        _bytes?.Apply(scaling);
        numbers?.Apply(scaling.ToInputScaling(size.Pixels));
        return (_bytes ?? (FeatureStore)numbers!, settled);
    }

    /// <summary>Goes on with floats. As these the images so far take four times the memory, which is looked at again while they move.</summary>
    private void MoveToNumbers()
    {
        for (var row = 0; row < (_bytes?.Count ?? 0); row++)
        {
            var image = Array.ConvertAll(_bytes!.Image(row).ToArray(), value => (float)value);
            _numbers.Append(new VBuffer<float>(image.Length, image));
        }

        _bytes = null;
    }

    private void CheckMemory(ImageStore bytes)
    {
        if (bytes.Count < _nextLook)
        {
            return;
        }

        _nextLook = RowStorage.NextLook(bytes.Count);
        if (storage.IsOutgrownBy(bytes))
        {
            _numbers = new FeatureCollector(size.Numbers, storage, storage.OpenInFile(size.Numbers, isSparse: false));
            MoveToNumbers();
        }
    }

    /// <summary>The mean of a channel is that of its pixels' means; its variance the mean of their variances and of their means' squared
    /// distances.</summary>
    private (double[] Mean, double[] Std) Measure(NumberStore store, float[] weights)
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
