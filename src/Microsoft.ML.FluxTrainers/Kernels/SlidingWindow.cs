// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A window that slides over images whose channels come last: the number of channel c at (y, x) lies at (y * width + x) * channels + c.</summary>
/// <param name="Channels">The channels of the image.</param>
/// <param name="Vertical">Over its height.</param>
/// <param name="Horizontal">Over its width.</param>
internal sealed record SlidingWindow(int Channels, WindowAxis Vertical, WindowAxis Horizontal)
{
    /// <summary>The numbers of an image.</summary>
    public int ImageLength => Vertical.Size * Horizontal.Size * Channels;

    /// <summary>The positions of the window in an image.</summary>
    public int Positions => Vertical.Positions * Horizontal.Positions;

    /// <summary>The cells of the window.</summary>
    public int Cells => Vertical.Kernel * Horizontal.Kernel;

    /// <summary>Whether each pixel lies under the window at one position, and no more.</summary>
    public bool IsPartition => IsCut(Vertical) && IsCut(Horizontal);

    private static bool IsCut(WindowAxis axis) => axis is { Padding: 0, Dilation: 1 } && axis.Stride == axis.Kernel && axis.Positions * axis.Stride == axis.Size;
}
