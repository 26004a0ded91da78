// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A convolution over rows of shape [channels, height, width], padded with zeros.</summary>
/// <param name="InChannels">The channels that come in, at least 1.</param>
/// <param name="OutChannels">The channels that go out, at least 1.</param>
/// <param name="Kernel">The size of the window (height and width), at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
/// <remarks>Both channel counts must be multiples of <see cref="Groups"/>; the network's making checks it.</remarks>
public sealed record Conv2dLayer(int InChannels, int OutChannels, ValueList<int> Kernel) : Layer
{
    /// <summary>The channels that come in, at least 1.</summary>
    public int InChannels { get; init => field = Guard.Positive(value); } = Guard.Positive(InChannels);

    /// <summary>The channels that go out, at least 1.</summary>
    public int OutChannels { get; init => field = Guard.Positive(value); } = Guard.Positive(OutChannels);

    /// <summary>The size of the window (height and width), at least 1.</summary>
    public ValueList<int> Kernel { get; init => field = Window.Pair(value, 1, nameof(Kernel)); } =
        Window.Pair(Kernel, 1, nameof(Kernel));

    /// <summary>The steps between two positions of the window (height and width), at least 1. Default 1.</summary>
    public ValueList<int> Stride { get; init => field = Window.Pair(value, 1, nameof(Stride)); } = [1, 1];

    /// <summary>The zeros added on both sides (height and width), at least 0. Default 0.</summary>
    public ValueList<int> Padding { get; init => field = Window.Pair(value, 0, nameof(Padding)); } = [0, 0];

    /// <summary>The steps between two cells of the window (height and width), at least 1. Default 1.</summary>
    public ValueList<int> Dilation { get; init => field = Window.Pair(value, 1, nameof(Dilation)); } = [1, 1];

    /// <summary>The groups of channels that do not see each other, at least 1. Default 1.</summary>
    public int Groups { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>Whether each output channel has a bias. Default true.</summary>
    public bool Bias { get; init; } = true;

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters =>
        Bias ? [("weight", WeightShape), ("bias", [OutChannels])] : [("weight", WeightShape)];

    private ValueList<int> WeightShape => [OutChannels, InChannels / Groups, Kernel[0], Kernel[1]];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input)
    {
        if (InChannels % Groups != 0 || OutChannels % Groups != 0)
        {
            throw new InvalidOperationException(
                $"Layer '{name}' ({Kind}) can't divide {InChannels} and {OutChannels} channels into {Groups} groups.");
        }

        var height = input.Count == 3 && input[0] == InChannels ? Positions(input[1], 0) : 0;
        var width = height > 0 ? Positions(input[2], 1) : 0;
        return width > 0
            ? [OutChannels, height, width]
            : throw Misfit(name, input, $"[{InChannels}, height, width], padded at least as large as its window {Kernel}");
    }

    // Each weight once at each position of the window.
    internal override long MultiplyAdds(string name, ValueList<int> input)
    {
        var output = OutputShape(name, input);
        return ParameterCount * output[1] * output[2];
    }

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule)
    {
        var window = (Kernel[0] * Kernel[1]);
        var fanIn = InChannels / Groups * window;
        rule.Convolution(parameters[..(OutChannels * fanIn)], fanIn, OutChannels * window, random);
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout)
    {
        // The constructor draws weights of its own; on the meta device that costs no number of torch's generator.
        var module = nn.Conv2d(
            InChannels, OutChannels, (Kernel[0], Kernel[1]), (Stride[0], Stride[1]), (Padding[0], Padding[1]),
            (Dilation[0], Dilation[1]), groups: Groups, bias: false, device: META);
        module.weight = ChannelsLast.Zeros(WeightShape);
        module.bias = Bias ? ParameterTensors.Zeros(OutChannels) : null;
        return module;
    }

    private int Positions(int size, int dimension) =>
        Window.Positions(size, Kernel[dimension], Stride[dimension], Padding[dimension], Dilation[dimension]);
}
