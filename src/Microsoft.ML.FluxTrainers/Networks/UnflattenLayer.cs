// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Splits one dimension of a row into several: it makes an image, [channels, height, width], of a plain row.</summary>
/// <param name="Sizes">What the dimension becomes, each at least 1, at least one of them.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record UnflattenLayer(ValueList<int> Sizes) : Layer
{
    /// <summary>What the dimension becomes, each at least 1, at least one of them.</summary>
    public ValueList<int> Sizes { get; init => field = Checked(value); } = Checked(Sizes);

    /// <summary>The dimension, counted as torch does: 0 is the batch, so at least 1. Default 1.</summary>
    public int Dimension { get; init => field = Guard.Positive(value); } = 1;

    internal override ValueList<int> OutputShape(string name, ValueList<int> input)
    {
        var product = ShapeSize.Of(Sizes);
        return Dimension <= input.Count && input[Dimension - 1] == product
            ? [.. input.Take(Dimension - 1), .. Sizes, .. input.Skip(Dimension)]
            : throw Misfit(name, input, $"with {product} in dimension {Dimension} (0 is the batch)");
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        nn.Unflatten(Dimension, [.. Sizes.Select(size => (long)size)]);

    private static ValueList<int> Checked(ValueList<int> sizes) =>
        Guard.AtLeast(1, Guard.EachPositive(sizes, nameof(Sizes)).Count, nameof(Sizes)) > 0 ? sizes : [];
}
