// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a window of a convolution or a pool slides over one dimension.</summary>
internal static class Window
{
    /// <summary>The number of positions of the window, 0 if it does not fit:
    /// floor((size + 2 padding - dilation (kernel - 1) - 1) / stride) + 1.</summary>
    public static int Positions(int size, int kernel, int stride, int padding, int dilation = 1)
    {
        var room = size + (2L * padding) - (dilation * (kernel - 1L)) - 1;
        return room < 0 ? 0 : checked((int)(room / stride) + 1);
    }

    /// <summary>Checks that a two-dimensional setting holds a height and a width.</summary>
    public static ValueList<int> Pair(ValueList<int> values, int least, string name) =>
        Guard.NotNull(values, name).Count == 2 && values.All(value => value >= least)
            ? values
            : throw new ArgumentOutOfRangeException(
                name, values, $"{name} must be a height and a width, both integers of at least {least}.");
}
