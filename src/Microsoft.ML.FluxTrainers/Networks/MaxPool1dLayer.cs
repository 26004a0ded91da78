// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The largest number in a sliding window, for rows of shape [channels, length].</summary>
/// <param name="Kernel">The size of the window, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
/// <remarks>The padding, which never wins, must be at most half of what the window spans.</remarks>
public sealed record MaxPool1dLayer(int Kernel) : Layer
{
    /// <summary>The size of the window, at least 1.</summary>
    public int Kernel { get; init => field = Guard.Positive(value); } = Guard.Positive(Kernel);

    /// <summary>The steps between two positions of the window, at least 1. Default: the window's size.</summary>
    public int Stride { get; init => field = Guard.Positive(value); } = Kernel;

    /// <summary>The padding on both sides, at least 0. Default 0.</summary>
    public int Padding { get; init => field = Guard.NotNegative(value); }

    /// <summary>The steps between two cells of the window, at least 1. Default 1.</summary>
    public int Dilation { get; init => field = Guard.Positive(value); } = 1;

    internal override ValueList<int> OutputShape(string name, ValueList<int> input)
    {
        var length = input.Count == 2 && 2 * Padding <= (Dilation * (Kernel - 1)) + 1
            ? Window.Positions(input[1], Kernel, Stride, Padding, Dilation)
            : 0;
        return length > 0
            ? [input[0], length]
            : throw Misfit(name, input, $"[channels, length], at least as large as its window of {Kernel} padded by {Padding}");
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        nn.MaxPool1d(Kernel, Stride, Padding, Dilation);
}
