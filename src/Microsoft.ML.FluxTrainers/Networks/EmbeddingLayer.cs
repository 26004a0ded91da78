// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Looks up a trained vector for each category id; its input is int64 from 0 to below <see cref="Levels"/>.</summary>
/// <param name="Levels">The categories, at least 1.</param>
/// <param name="Dimensions">The length of a vector, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
/// <remarks>The vectors start as Glorot's uniform weights of a fully connected layer on one-hot categories, which an
/// embedding is.</remarks>
public sealed record EmbeddingLayer(int Levels, int Dimensions) : Layer
{
    /// <summary>The categories, at least 1.</summary>
    public int Levels { get; init => field = Guard.Positive(value); } = Guard.Positive(Levels);

    /// <summary>The length of a vector, at least 1.</summary>
    public int Dimensions { get; init => field = Guard.Positive(value); } = Guard.Positive(Dimensions);

    internal override IReadOnlyList<(string Name, ValueList<int> Shape)> Parameters => [("weight", [Levels, Dimensions])];

    internal override ValueList<int> OutputShape(string name, ValueList<int> input) => [.. input, Dimensions];

    internal override void Initialize(Span<float> parameters, RandomStream random, WeightInitialization rule) =>
        Glorot.Uniform(parameters, Levels, Dimensions, random);

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout)
    {
        // The constructor draws weights of its own, natively; without levels it has none to draw.
        var module = nn.Embedding(0, Dimensions, device: CPU, dtype: ScalarType.Float32);
        var weight = ParameterTensors.Zeros(Levels, Dimensions);
        weight.DetachFromDisposeScope(); // unlike other modules, this one neither takes its new weight out of the scope
        using var empty = module.named_parameters(false).Single().parameter; // nor disposes the old one
        module.weight = weight;
        return module;
    }
}
