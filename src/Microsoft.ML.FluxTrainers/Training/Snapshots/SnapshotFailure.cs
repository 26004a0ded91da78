// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a fit does when a snapshot cannot be written.</summary>
public enum SnapshotFailure
{
    /// <summary>It warns, goes on, and tries again when the next one is due.</summary>
    Warn,

    /// <summary>It ends with an <see cref="IOException"/>; <see cref="NeuralTransformer.FromFailedFit"/> has the best model so far.</summary>
    Error,
}
