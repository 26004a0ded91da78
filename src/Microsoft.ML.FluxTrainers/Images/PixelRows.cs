// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects images: as bytes while they stay in memory and all pixels are whole numbers from 0 to 255, as floats otherwise.</summary>
/// <param name="size">The size of an image.</param>
/// <param name="storage">Where they are kept.</param>
internal sealed class PixelRows(ImageSize size, RowStorage storage)
{
    private ImageStore? _bytes = storage.BeginsInMemory ? new(size) : null;
    private NumberStore? _numbers;

    private int Count => _bytes?.Count ?? Numbers().Count;

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
        }
        else
        {
            var image = new float[size.Numbers];
            reader.CopyNumbers(size, image);
            Numbers().Append(new VBuffer<float>(image.Length, image), weight);
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

    private NumberStore Numbers() => _numbers ?? Move(storage.Open(size.Numbers, isSparse: false));

    /// <summary>Goes on in a store of floats, with the images so far.</summary>
    private NumberStore Move(NumberStore numbers)
    {
        for (var row = 0; row < (_bytes?.Count ?? 0); row++)
        {
            var image = Array.ConvertAll(_bytes!.Image(row).ToArray(), value => (float)value);
            numbers.Append(new VBuffer<float>(image.Length, image));
        }

        _bytes = null;
        return _numbers = numbers;
    }

    private void CheckMemory()
    {
        if ((Count & (Count - 1)) != 0) // at every power of two, so that it costs little
        {
            return;
        }

        if (_bytes is null)
        {
            _numbers = storage.MakeRoom(Numbers());
        }
        else if (storage.IsOutgrownBy(_bytes))
        {
            Move(storage.OpenInFile(size.Numbers, isSparse: false));
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
