// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An <see cref="ImageNormalization"/> ready for use: z = (pixel - offset) * factor, channel by channel.</summary>
/// <param name="Offset">Subtracted, for each channel.</param>
/// <param name="Factor">Multiplied after that.</param>
internal sealed record ImageScaling(float[] Offset, float[] Factor)
{
    /// <summary>The scaling of a normalization that has numbers for each channel.</summary>
    public static ImageScaling Of(ImageNormalization normalization) => new(
        [.. normalization.Mean.Select(mean => (float)(mean / normalization.Scale))],
        [.. normalization.Std.Select(std => (float)(normalization.Scale / std))]);

    /// <summary>What a pixel of a channel becomes.</summary>
    public float Of(int channel, float pixel) => (pixel - Offset[channel]) * Factor[channel];

    /// <summary>Scales an image in place, which lies channel by channel.</summary>
    public void Apply(Span<float> image)
    {
        var pixels = image.Length / Offset.Length;
        for (var channel = 0; channel < Offset.Length; channel++)
        {
            var plane = image.Slice(channel * pixels, pixels);
            TensorPrimitives.Subtract(plane, Offset[channel], plane);
            TensorPrimitives.Multiply(plane, Factor[channel], plane);
        }
    }

    /// <summary>The same number by number.</summary>
    /// <param name="pixels">Pixels per channel.</param>
    public InputScaling ToInputScaling(int pixels) => new(Spread(Offset, pixels), Spread(Factor, pixels), null);

    private static float[] Spread(float[] values, int pixels) =>
        [.. values.SelectMany(value => Enumerable.Repeat(value, pixels))];
}
