// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a window slides over the height or the width of an image.</summary>
/// <param name="Size">The pixels there are.</param>
/// <param name="Positions">The positions of the window.</param>
/// <param name="Kernel">The cells of the window.</param>
/// <param name="Stride">The pixels between two positions.</param>
/// <param name="Padding">The missing pixels on both sides.</param>
/// <param name="Dilation">The pixels between two cells.</param>
internal readonly record struct WindowAxis(int Size, int Positions, int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary>The pixels from the first cell to the last.</summary>
    public int Reach => Dilation * (Kernel - 1);

    /// <summary>The pixel under a cell; outside of 0 to <see cref="Size"/> - 1 in the padding.</summary>
    public int Pixel(int position, int cell) => (position * Stride) - Padding + (cell * Dilation);

    /// <summary>The first cell that is not in the padding.</summary>
    public int FirstCell(int position)
    {
        var missing = -Pixel(position, 0);
        return missing <= 0 ? 0 : Math.Min(Kernel, (missing + Dilation - 1) / Dilation);
    }

    /// <summary>The cell behind the last one that is not in the padding.</summary>
    public int EndCell(int position)
    {
        var room = Size - 1 - Pixel(position, 0);
        return room < 0 ? 0 : Math.Min(Kernel, (room / Dilation) + 1);
    }
}
