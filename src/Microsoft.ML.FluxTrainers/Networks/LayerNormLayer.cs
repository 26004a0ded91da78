// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Standardizes each row over its last dimensions.</summary>
/// <param name="Shape">The sizes of these dimensions, each at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
/// <remarks>Ba, Kiros and Hinton (2016), "Layer normalization", arXiv:1607.06450.</remarks>
public sealed record LayerNormLayer(ValueList<int> Shape) : Layer
{
    /// <summary>The sizes of the dimensions to standardize over, each at least 1.</summary>
    public ValueList<int> Shape { get; init => field = Guard.EachPositive(value); } = Guard.EachPositive(Shape);

    /// <summary>What is added to the variance, above 0. Default 1e-5.</summary>
    public double Epsilon { get; init => field = Guard.Positive(value); } = 1e-5;

    /// <summary>Whether a trained scale and shift follow. Default true.</summary>
    public bool Affine { get; init; } = true;

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters =>
        Affine ? [("weight", Shape), ("bias", Shape)] : [];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input) =>
        input.TakeLast(Shape.Count).SequenceEqual(Shape)
            ? input
            : throw Misfit(name, input, $"[..., {string.Join(", ", Shape)}]");

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule) =>
        parameters[..(parameters.Length / 2)].Fill(1);

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout)
    {
        int[] shape = [.. Shape];
        var module = nn.LayerNorm(ParameterTensors.Long(shape), Epsilon, Affine, device: CPU);
        if (Affine)
        {
            module.weight = ParameterTensors.Ones(shape);
            module.bias = ParameterTensors.Zeros(shape);
        }

        return module;
    }
}
