// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A fully connected layer: each output is a weighted sum of a row's last dimension, plus a bias.</summary>
/// <param name="Inputs">The numbers that come in, at least 1.</param>
/// <param name="Outputs">The numbers that go out, at least 1.</param>
/// <param name="Bias">Whether there is a bias. Default true.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
public sealed record LinearLayer(int Inputs, int Outputs, bool Bias = true) : Layer
{
    /// <summary>The numbers that come in, at least 1.</summary>
    public int Inputs { get; init => field = Guard.Positive(value); } = Guard.Positive(Inputs);

    /// <summary>The numbers that go out, at least 1.</summary>
    public int Outputs { get; init => field = Guard.Positive(value); } = Guard.Positive(Outputs);

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters =>
        Bias ? [("weight", [Outputs, Inputs]), ("bias", [Outputs])] : [("weight", [Outputs, Inputs])];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input) =>
        input.Count > 0 && input[^1] == Inputs
            ? [.. input.SkipLast(1), Outputs]
            : throw Misfit(name, input, $"[..., {Inputs}]");

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule) =>
        rule.Linear(parameters[..(Outputs * Inputs)], parameters[(Outputs * Inputs)..], Inputs, Outputs, random);

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        nn.Linear(ParameterTensors.Zeros(Outputs, Inputs), Bias ? ParameterTensors.Zeros(Outputs) : null);
}
