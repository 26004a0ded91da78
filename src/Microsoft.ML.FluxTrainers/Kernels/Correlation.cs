// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a window of weights gives at each of its positions in images, which is what networks call a convolution.</summary>
/// <remarks>
/// The numbers under the window, one row a position, times the weights, one column an output, are a matrix product. Those rows overlap in the image; so they are not
/// copied out, but the product finds them there (<see cref="LeftMatrix"/>): a row of cells is a run of numbers, and the next row of cells lies a line further. Turned over, the same
/// matrix times the gradient of the outputs is the gradient of the weights. Channels come last, and the window must stay within the image: zeros around it are pixels.
/// </remarks>
internal sealed unsafe class Correlation
{
    /// <summary>The numbers of images that are worked on at once, where one has not more: a quarter of a megabyte stays in the cache.</summary>
    private const int CachedNumbers = 65536;

    private readonly SpreadImages _images;
    private readonly WindowAxis _vertical;
    private readonly WindowAxis _horizontal;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly PinnedInts _positions; // where the window starts, image after image
    private readonly PinnedInts _cells; // where its numbers lie from there

    /// <summary>Settles where everything lies.</summary>
    /// <param name="channels">The channels of the images.</param>
    /// <param name="outputs">The numbers that a position gives.</param>
    /// <param name="vertical">How the window slides over the height of the spread images.</param>
    /// <param name="horizontal">How it slides over their width; its cells lie side by side.</param>
    /// <param name="spread">How images are spread before.</param>
    /// <param name="capacity">The most images that there will be.</param>
    public Correlation(
        int channels, int outputs, WindowAxis vertical, WindowAxis horizontal, (SpreadAxis Vertical, SpreadAxis Horizontal) spread, int capacity)
    {
        (_channels, _outputs, _vertical, _horizontal) = (channels, outputs, vertical, horizontal);
        var length = checked(spread.Vertical.Size * spread.Horizontal.Size * channels);
        ImagesAtOnce = Math.Clamp(CachedNumbers / length, 1, Math.Max(1, capacity));
        _images = new SpreadImages(channels, spread.Vertical, spread.Horizontal, ImagesAtOnce);
        Positions = vertical.Positions * horizontal.Positions;
        PositionsAtOnce = ImagesAtOnce > 1 ? Positions * ImagesAtOnce : (int)Math.Clamp((long)Positions * CachedNumbers / length, 1, Positions);
        _positions = new PinnedInts(Positions * ImagesAtOnce, position =>
        {
            var (image, at) = Math.DivRem(position, Positions);
            var (y, x) = Math.DivRem(at, horizontal.Positions);
            return (image * length) + Place(y * vertical.Stride, x * horizontal.Stride);
        });
        _cells = new PinnedInts(vertical.Kernel * RunLength, number =>
        {
            var (y, at) = Math.DivRem(number, RunLength);
            return Place(y * vertical.Dilation, 0) + at;
        });
    }

    /// <summary>The positions of the window in an image.</summary>
    public int Positions { get; }

    private int ImagesAtOnce { get; }

    private int PositionsAtOnce { get; }

    private int RunLength => _horizontal.Kernel * _channels;

    /// <summary>Computes the outputs at all positions.</summary>
    /// <param name="images">The images.</param>
    /// <param name="count">How many.</param>
    /// <param name="weights">One row a number under the window: cell by cell, channel by channel.</param>
    /// <param name="bias">One number an output, or null.</param>
    /// <param name="result">Receives the outputs, position after position.</param>
    public void Multiply(float* images, int count, float* weights, float* bias, float* result)
    {
        for (var image = 0; image < count; image += ImagesAtOnce)
        {
            var some = Math.Min(ImagesAtOnce, count - image);
            var spread = _images.Spread(images + ((nint)image * _images.InputLength), some);
            for (var (position, all) = (0, some * Positions); position < all; position += PositionsAtOnce)
            {
                var rows = new LeftMatrix(spread, 1)
                {
                    RowPlaces = _positions.Start + position,
                    Run = RunLength,
                    Gap = (_vertical.Dilation * _images.LineLength) - RunLength,
                };
                var few = Math.Min(PositionsAtOnce, all - position);
                var to = result + ((((nint)image * Positions) + position) * _outputs);
                MatrixProduct.Multiply(few, _outputs, _cells.Length, rows, Matrix.Rows(weights, _outputs), to, bias);
            }
        }
    }

    /// <summary>Adds the gradient of the weights.</summary>
    /// <param name="images">The images.</param>
    /// <param name="count">How many.</param>
    /// <param name="gradient">The gradient of the outputs.</param>
    /// <param name="weights">The gradient of the weights, which is added to.</param>
    public void AddWeightGradient(float* images, int count, float* gradient, float* weights)
    {
        for (var image = 0; image < count; image++)
        {
            var columns = new LeftMatrix(_images.Spread(images + ((nint)image * _images.InputLength), 1), _horizontal.Stride * _channels)
            {
                RowPlaces = _cells.Start,
                Run = _horizontal.Positions,
                Gap = (_vertical.Stride * _images.LineLength) - (_horizontal.Positions * _horizontal.Stride * _channels),
            };
            var d = Matrix.Rows(gradient + ((nint)image * Positions * _outputs), _outputs);
            MatrixProduct.Multiply(_cells.Length, _outputs, Positions, columns, d, weights, accumulate: true);
        }
    }

    private int Place(int y, int x) => (y * _images.LineLength) + (x * _channels);
}
