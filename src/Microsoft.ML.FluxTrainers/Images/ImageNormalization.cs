// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How pixels become the numbers that a network gets: (pixel * <see cref="Scale"/> - mean) / std, for each
/// channel.</summary>
/// <remarks>Immutable. By default each channel has mean 0 and standard deviation 1 over all pixels of the training images.</remarks>
public sealed record ImageNormalization
{
    /// <summary>Pixels between 0 and 1, and nothing else.</summary>
    public static ImageNormalization UnitInterval { get; } = new() { Mean = [0], Std = [1] };

    /// <summary>The means and deviations of ImageNet's photographs, for color images and backbones that were trained on them.</summary>
    public static ImageNormalization ImageNet { get; } = new() { Mean = [0.485, 0.456, 0.406], Std = [0.229, 0.224, 0.225] };

    /// <summary>What a pixel is multiplied by first, greater than 0: 1 where a vector's pixels lie between 0 and 1 already. Default
    /// 1/255, from bytes to 0 to 1.</summary>
    public double Scale { get; init => field = Guard.Positive(value); } = 1.0 / 255;

    /// <summary>The mean of each channel after <see cref="Scale"/>, or one for all channels. Default: empty, the means of the training
    /// images.</summary>
    public ValueList<double> Mean { get; init => field = Guard.EachFinite(value); } = [];

    /// <summary>The standard deviation of each channel after <see cref="Scale"/>, greater than 0, or one for all channels. Default:
    /// empty, those of the training images.</summary>
    public ValueList<double> Std { get; init => field = Guard.EachFinitePositive(value); } = [];

    /// <summary>Makes sure that there are as many numbers as channels.</summary>
    /// <exception cref="ArgumentException">There are not.</exception>
    internal void Check(int channels)
    {
        Check(nameof(Mean), Mean.Count, channels);
        Check(nameof(Std), Std.Count, channels);
    }

    /// <summary>The same with numbers for each channel.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <param name="measure">Gives mean and deviation of each channel of the training images, in pixels; asked only if needed.</param>
    internal ImageNormalization Settle(int channels, Func<(double[] Mean, double[] Std)> measure)
    {
        var (mean, std) = Mean.Count > 0 && Std.Count > 0 ? ([], []) : measure();
        return this with
        {
            Mean = Mean.Count > 0 ? Each(Mean, channels) : Array.ConvertAll(mean, value => value * Scale),
            Std = Std.Count > 0 ? Each(Std, channels) : Array.ConvertAll(std, value => value > 0 ? value * Scale : 1),
        };
    }

    private static double[] Each(ValueList<double> values, int channels) =>
        [.. Enumerable.Range(0, channels).Select(channel => values[values.Count == 1 ? 0 : channel])];

    private static void Check(string name, int count, int channels)
    {
        if (count > 1 && count != channels)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(ImageNormalization)}.{name} has {count} numbers, but the images have {channels} channel{(channels == 1 ? "" : "s")}. Give one number, or one a channel."));
        }
    }
}
