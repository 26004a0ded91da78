// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the training rows are ordered.</summary>
public enum Shuffle
{
    /// <summary>A new random order each epoch.</summary>
    PerEpoch,

    /// <summary>One random order, kept for all epochs.</summary>
    Once,

    /// <summary>The order of the data, as MLJFlux does.</summary>
    None,
}
