// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>One convolution of random images and the gradient of its weights, against sums in double precision.</summary>
internal sealed unsafe class CorrelationCheck
{
    private const int Images = 3;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly WindowAxis _vertical;
    private readonly WindowAxis _horizontal;
    private readonly PinnedFloats _images;
    private readonly PinnedFloats _weights;
    private readonly PinnedFloats _bias;
    private readonly PinnedFloats _gradient;

    public CorrelationCheck(int channels, int outputs, WindowAxis vertical, WindowAxis horizontal, RandomStream random)
    {
        (_channels, _outputs, _vertical, _horizontal) = (channels, outputs, vertical, horizontal);
        PinnedFloats Random(int count)
        {
            var numbers = new PinnedFloats(count);
            random.FillUniform(numbers.Span, -1, 1);
            return numbers;
        }

        _images = Random(Images * vertical.Size * horizontal.Size * channels);
        _weights = Random(vertical.Kernel * horizontal.Kernel * channels * outputs);
        _bias = Random(outputs);
        _gradient = Random(Images * vertical.Positions * horizontal.Positions * outputs);
    }

    /// <summary>The largest distance from the sums, over the sums of magnitudes of their terms.</summary>
    public double LargestError()
    {
        static SpreadAxis Padded(WindowAxis axis) => new(axis.Size, axis.Padding, 1, axis.Size + (2 * axis.Padding));
        var correlation = new Correlation(_channels, _outputs, _vertical, _horizontal, (Padded(_vertical), Padded(_horizontal)), Images);
        var (outputs, weights) = (new PinnedFloats(_gradient.Length), new PinnedFloats(_weights.Length));
        correlation.Multiply(_images.Start, Images, _weights.Start, _bias.Start, outputs.Start);
        correlation.AddWeightGradient(_images.Start, Images, _gradient.Start, weights.Start);
        var (sums, sizes) = (new double[outputs.Length], new double[outputs.Length]);
        var (gradients, gradientSizes) = (new double[weights.Length], new double[weights.Length]);
        for (var i = 0; i < sums.Length; i++)
        {
            (sums[i], sizes[i]) = (_bias.Span[i % _outputs], Math.Abs(_bias.Span[i % _outputs]));
        }

        foreach (var (pixel, weight, output) in Terms())
        {
            var term = (double)_images.Span[pixel] * _weights.Span[weight];
            (sums[output], sizes[output]) = (sums[output] + term, sizes[output] + Math.Abs(term));
            term = (double)_images.Span[pixel] * _gradient.Span[output];
            (gradients[weight], gradientSizes[weight]) = (gradients[weight] + term, gradientSizes[weight] + Math.Abs(term));
        }

        return Math.Max(Largest(outputs, sums, sizes), Largest(weights, gradients, gradientSizes));
    }

    private static double Largest(PinnedFloats numbers, double[] exact, double[] sizes) =>
        Enumerable.Range(0, exact.Length).Max(i => Math.Abs(numbers.Span[i] - exact[i]) / Math.Max(sizes[i], 1e-9));

    /// <summary>Which pixel and which weight go into which output.</summary>
    private IEnumerable<(int Pixel, int Weight, int Output)> Terms() =>
        from image in Enumerable.Range(0, Images)
        from y in Enumerable.Range(0, _vertical.Positions)
        from x in Enumerable.Range(0, _horizontal.Positions)
        from row in Enumerable.Range(0, _vertical.Kernel)
        from column in Enumerable.Range(0, _horizontal.Kernel)
        let at = (Y: _vertical.Pixel(y, row), X: _horizontal.Pixel(x, column))
        where at.Y >= 0 && at.Y < _vertical.Size && at.X >= 0 && at.X < _horizontal.Size
        from channel in Enumerable.Range(0, _channels)
        from output in Enumerable.Range(0, _outputs)
        select (
            (((((image * _vertical.Size) + at.Y) * _horizontal.Size) + at.X) * _channels) + channel,
            (((((row * _horizontal.Kernel) + column) * _channels) + channel) * _outputs) + output,
            (((((image * _vertical.Positions) + y) * _horizontal.Positions) + x) * _outputs) + output);
}
