// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A convolution over rows of shape [channels, length], padded with zeros.</summary>
/// <param name="InChannels">The channels that come in, at least 1.</param>
/// <param name="OutChannels">The channels that go out, at least 1.</param>
/// <param name="Kernel">The size of the window, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
/// <remarks>Both channel counts must be multiples of <see cref="Groups"/>; the network's making checks it.</remarks>
public sealed record Conv1dLayer(int InChannels, int OutChannels, int Kernel) : Layer
{
    /// <summary>The channels that come in, at least 1.</summary>
    public int InChannels { get; init => field = Guard.Positive(value); } = Guard.Positive(InChannels);

    /// <summary>The channels that go out, at least 1.</summary>
    public int OutChannels { get; init => field = Guard.Positive(value); } = Guard.Positive(OutChannels);

    /// <summary>The size of the window, at least 1.</summary>
    public int Kernel { get; init => field = Guard.Positive(value); } = Guard.Positive(Kernel);

    /// <summary>The steps between two positions of the window, at least 1. Default 1.</summary>
    public int Stride { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>The zeros added on both sides, at least 0. Default 0.</summary>
    public int Padding { get; init => field = Guard.NotNegative(value); }

    /// <summary>The steps between two cells of the window, at least 1. Default 1.</summary>
    public int Dilation { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>The groups of channels that do not see each other, at least 1. Default 1.</summary>
    public int Groups { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>Whether each output channel has a bias. Default true.</summary>
    public bool Bias { get; init; } = true;

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters =>
        Bias ? [("weight", WeightShape), ("bias", [OutChannels])] : [("weight", WeightShape)];

    private ValueList<int> WeightShape => [OutChannels, InChannels / Groups, Kernel];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input)
    {
        if (InChannels % Groups != 0 || OutChannels % Groups != 0)
        {
            throw new InvalidOperationException(
                $"Layer '{name}' ({Kind}) can't divide {InChannels} and {OutChannels} channels into {Groups} groups.");
        }

        var length = input.Count == 2 && input[0] == InChannels
            ? Window.Positions(input[1], Kernel, Stride, Padding, Dilation)
            : 0;
        return length > 0
            ? [OutChannels, length]
            : throw Misfit(name, input, $"[{InChannels}, length], padded at least as large as its window of {Kernel}");
    }

    // Each weight once at each position of the window.
    internal override long MultiplyAdds(string name, ValueList<int> input) => ParameterCount * OutputShape(name, input)[1];

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule)
    {
        var window = Kernel;
        var fanIn = InChannels / Groups * window;
        rule.Convolution(parameters[..(OutChannels * fanIn)], fanIn, OutChannels * window, random);
    }

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout)
    {
        // The constructor draws weights of its own; on the meta device that costs no number of torch's generator.
        var module = nn.Conv1d(
            InChannels, OutChannels, (long)Kernel, Stride, Padding, Dilation, groups: Groups, bias: false, device: META);
        module.weight = ChannelsLast.Zeros(WeightShape);
        module.bias = Bias ? ParameterTensors.Zeros(OutChannels) : null;
        return module;
    }
}
