// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A dense layer and the activations behind it, laid out for scoring: activations always work on whole vectors.</summary>
/// <param name="Weights">The weights of the layer.</param>
internal sealed record ScorerStep(PaddedWeights Weights)
{
    /// <summary>The activations, in order.</summary>
    public List<ActivationKernel> Activations { get; } = [];
}
