// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What turns a network's raw outputs into scores.</summary>
public enum OutputActivation
{
    /// <summary>The raw outputs are the scores.</summary>
    None,

    /// <summary>exp(x) over the sum of exp over all outputs: probabilities that add up to 1.</summary>
    Softmax,

    /// <summary>1 / (1 + exp(-x)) for each output: independent probabilities.</summary>
    Sigmoid,

    /// <summary>exp(x) for each output: numbers above 0, of which the network gives the logarithm.</summary>
    Exp,
}
