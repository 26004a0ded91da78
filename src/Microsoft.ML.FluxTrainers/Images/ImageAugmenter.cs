// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Varies images as an <see cref="Augmentation"/> says.</summary>
/// <param name="augmentation">What to vary.</param>
/// <param name="size">The size of the images.</param>
/// <param name="black">What a black pixel is after normalization, for each channel.</param>
internal sealed class ImageAugmenter(Augmentation augmentation, ImageSize size, float[] black) : RowAugmenter
{
    private readonly int _shift = Math.Min(augmentation.Shift, (int.MaxValue - 1) / 2); // by more than that, all images are black as well
    private readonly float[] _copy = new float[size.Pixels];

    public override void Apply(Span<float> row, RandomStream random)
    {
        if (augmentation.SmallestCrop < 1)
        {
            var area = augmentation.SmallestCrop + ((1 - augmentation.SmallestCrop) * random.NextDouble());
            Crop(row, Math.Sqrt(area), random.NextDouble(), random.NextDouble());
        }

        if (augmentation.Shift > 0)
        {
            Shift(row, random.NextInt((2 * _shift) + 1) - _shift, random.NextInt((2 * _shift) + 1) - _shift);
        }

        if (augmentation.HorizontalFlip && random.NextDouble() < 0.5)
        {
            for (var line = 0; line < row.Length; line += size.Width)
            {
                row.Slice(line, size.Width).Reverse();
            }
        }
    }

    /// <summary>Enlarges a part of each side's length, bilinearly, as between the centers of pixels.</summary>
    private void Crop(Span<float> row, double part, double down, double right)
    {
        var top = down * size.Height * (1 - part);
        var left = right * size.Width * (1 - part);
        for (var channel = 0; channel < size.Channels; channel++)
        {
            var plane = row.Slice(channel * size.Pixels, size.Pixels);
            plane.CopyTo(_copy);
            for (var y = 0; y < size.Height; y++)
            {
                var (above, below, share) = Between(top + ((y + 0.5) * part) - 0.5, size.Height);
                var upper = _copy.AsSpan(above * size.Width, size.Width);
                var lower = _copy.AsSpan(below * size.Width, size.Width);
                for (var x = 0; x < size.Width; x++)
                {
                    var (before, after, weight) = Between(left + ((x + 0.5) * part) - 0.5, size.Width);
                    var first = upper[before] + (weight * (upper[after] - upper[before]));
                    var second = lower[before] + (weight * (lower[after] - lower[before]));
                    plane[(y * size.Width) + x] = first + (share * (second - first));
                }
            }
        }
    }

    private static (int Before, int After, float Share) Between(double at, int size)
    {
        var before = Math.Clamp((int)Math.Floor(at), 0, size - 1);
        return (before, Math.Min(before + 1, size - 1), (float)Math.Clamp(at - before, 0, 1));
    }

    /// <summary>Moves the image; a positive number moves it down or right.</summary>
    private void Shift(Span<float> row, int down, int right)
    {
        for (var channel = 0; channel < size.Channels; channel++)
        {
            var plane = row.Slice(channel * size.Pixels, size.Pixels);
            plane.CopyTo(_copy);
            plane.Fill(black[channel]);
            var kept = Math.Max(0, size.Width - Math.Abs(right));
            for (var y = Math.Max(0, down); y < size.Height + Math.Min(0, down) && kept > 0; y++)
            {
                _copy.AsSpan(((y - down) * size.Width) + Math.Max(0, -right), kept)
                    .CopyTo(plane[((y * size.Width) + Math.Max(0, right))..]);
            }
        }
    }
}
