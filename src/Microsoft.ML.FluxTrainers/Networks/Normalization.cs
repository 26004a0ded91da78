// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What keeps the numbers between layers in range.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Each feature is standardized over the batch.</summary>
    BatchNorm,

    /// <summary>Each row is standardized over its features.</summary>
    LayerNorm,
}
