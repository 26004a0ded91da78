// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="Glorot"/>; biases start with 0.</summary>
internal sealed class GlorotInitialization : WeightInitialization
{
    public override void Convolution(Span<float> weights, int fanIn, int fanOut, RandomStream random) =>
        Glorot.Uniform(weights, fanIn, fanOut, random);

    public override void Linear(Span<float> weights, Span<float> bias, int inputs, int outputs, RandomStream random) =>
        Glorot.Uniform(weights, inputs, outputs, random);
}
