// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The mean in a sliding window, for rows of shape [channels, height, width].</summary>
/// <param name="Kernel">The size of the window (height and width), at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
/// <remarks>The padding counts as zeros and must be at most half of the window.</remarks>
public sealed record AvgPool2dLayer(ValueList<int> Kernel) : Layer
{
    /// <summary>The size of the window (height and width), at least 1.</summary>
    public ValueList<int> Kernel { get; init => field = Window.Pair(value, 1, nameof(Kernel)); } =
        Window.Pair(Kernel, 1, nameof(Kernel));

    /// <summary>The steps between two positions (height and width), at least 1. Default: the window's size.</summary>
    public ValueList<int> Stride { get; init => field = Window.Pair(value, 1, nameof(Stride)); } = Kernel;

    /// <summary>The padding on both sides (height and width), at least 0. Default 0.</summary>
    public ValueList<int> Padding { get; init => field = Window.Pair(value, 0, nameof(Padding)); } = [0, 0];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input)
    {
        var height = input.Count == 3 ? Positions(input[1], 0) : 0;
        var width = height > 0 ? Positions(input[2], 1) : 0;
        return width > 0
            ? [input[0], height, width]
            : throw Misfit(
                name, input, $"[channels, height, width], at least as large as its window {Kernel} padded by {Padding}");
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        nn.AvgPool2d((Kernel[0], Kernel[1]), (Stride[0], Stride[1]), (Padding[0], Padding[1]));

    private int Positions(int size, int dimension) =>
        2 * Padding[dimension] <= Kernel[dimension]
            ? Window.Positions(size, Kernel[dimension], Stride[dimension], Padding[dimension])
            : 0;
}
