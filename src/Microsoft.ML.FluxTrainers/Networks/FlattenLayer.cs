// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Joins neighboring dimensions of a row into one.</summary>
/// <param name="Start">The first dimension to join, counted as torch does: 0 is the batch, so at least 1. Default 1.</param>
/// <param name="End">The last dimension to join, or -1 for the last of all. Default -1.</param>
/// <exception cref="ArgumentOutOfRangeException">A dimension is out of its range.</exception>
public sealed record FlattenLayer(int Start = 1, int End = -1) : Layer
{
    /// <summary>The first dimension to join, counted as torch does: 0 is the batch, so at least 1. Default 1.</summary>
    public int Start { get; init => field = Guard.Positive(value); } = Guard.Positive(Start);

    /// <summary>The last dimension to join, or -1 for the last of all. Default -1.</summary>
    public int End { get; init => field = Checked(value); } = Checked(End);

    internal override ValueList<int> OutputShape(string name, ValueList<int> input)
    {
        var end = End == -1 ? input.Count : End;
        if (end > input.Count || Start > end)
        {
            throw Misfit(name, input, $"with dimensions {Start} to {(End == -1 ? "the last" : End)} (0 is the batch)");
        }

        var joined = ShapeSize.Of(input.Skip(Start - 1).Take(end - Start + 1));
        return [.. input.Take(Start - 1), joined, .. input.Skip(end)];
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) => nn.Flatten(Start, End);

    private static int Checked(int end) => end == -1 ? end : Guard.Positive(end, nameof(End));
}
